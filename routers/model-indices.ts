import { z } from 'zod';
import { BenchError } from '../harness/bench-error.ts';
import type { ModelId } from '../harness/model.ts';

/**
 * Positions in the pool of the models that a router names.
 *
 * @param where who names them, for the error: `rules: rule 2`
 * @throws {BenchError} naming the model that the pool lacks, and the pool
 */
export function modelIndices(named: readonly ModelId[], pool: readonly ModelId[], where: string): readonly number[] {
  return named.map((id) => {
    const index = pool.indexOf(id);
    if (index < 0) {
      throw new BenchError(`${where}: the pool has no model "${id}"`, { hint: `The pool: ${pool.join(', ')}.` });
    }
    return index;
  });
}

/** The first list, then what the second adds to it: a choice and its fallbacks. */
export function thenOthers(first: readonly number[], others: readonly number[]): readonly number[] {
  return [...new Set([...first, ...others])];
}

/** A model, or models in order of preference, as a config names them. */
export const modelOrModels = z.union([z.string(), z.array(z.string()).min(1)]);

/** A model or a list of models, as a list. */
export function listed(use: ModelId | readonly ModelId[]): ModelId[] {
  return typeof use === 'string' ? [use] : [...use];
}
