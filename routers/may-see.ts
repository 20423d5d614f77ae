import type { ModelId, ModelMask } from '../harness/model.ts';

/**
 * Whether a model that helps to route may see a request: one of the pool, where the mask allows it; one from outside the
 * pool, of whom constraints say nothing, only where nothing at all is forbidden.
 */
export function maySee(helper: ModelId, pool: readonly ModelId[], allowed: ModelMask): boolean {
  const index = pool.indexOf(helper);
  return index >= 0 ? allowed[index] === 1 : allowed.every((bit) => bit === 1);
}
