import type { LiveSignals } from '../live-signals.ts';
import { costAt, type Model, type ModelId } from '../model.ts';
import type { RouteRequest } from '../request.ts';
import type { OpenPolicy } from './open-policy.ts';
import type { Route } from './route.ts';

/** Whether constraints allow a model with what is known by now, or why not: to be asked before every attempt. */
export function constraintsAllow(
  { allowed, models }: Pick<OpenPolicy, 'allowed' | 'models'>,
  request: RouteRequest,
  model: ModelId,
  live?: LiveSignals,
): true | string {
  const [mask] = allowed([request], [live]);
  return mask![models.findIndex(({ id }) => id === model)] === 1 || 'constraints do not allow it';
}

/** What asking each model of the pool is expected to cost, USD; of a router that predicts nothing, what reading the request costs. */
export function expectedCosts({ predictions, inputTokens }: Route, models: readonly Model[]): number[] {
  return models.map(({ price }, m) => predictions?.[m]?.costUsd ?? costAt(price!, inputTokens, 0));
}
