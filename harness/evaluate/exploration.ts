import type { ModelMask } from '../model.ts';
import type { RouteRequest } from '../request.ts';
import { drawOf } from './operating-point.ts';

/** Keeps the draw of exploration apart from the draw of the mix. */
const EXPLORE_SALT = '/explore';

/**
 * The model that a request is sent to in order to learn: with probability `explore` one of the allowed models, each as
 * likely. Drawn by a hash as the mix is, independently of it: all turns of a session alike.
 *
 * @param explore 0..1
 * @param salt of the policy
 * @returns an index of the pool; `undefined` where the request is not explored with, or nothing is allowed
 */
export function exploredModel(
  explore: number,
  allowed: ModelMask,
  request: RouteRequest,
  salt: string,
): number | undefined {
  if (explore === 0) return undefined;
  const draw = drawOf(request, salt + EXPLORE_SALT);
  if (draw >= explore) return undefined;
  const models = [...allowed.keys()].filter((model) => allowed[model] === 1);
  // What is left of a draw below `explore` is even again; rounding must not make it 1.
  return models[Math.min(models.length - 1, Math.floor((draw / explore) * models.length))];
}
