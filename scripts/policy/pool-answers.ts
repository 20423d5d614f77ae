import { BenchError } from '../../harness/bench-error.ts';
import type { Model, ModelId } from '../../harness/model.ts';
import { completeRows, type OutcomeTable, takeModels, takeRows } from '../../harness/outcome-table.ts';

/**
 * Where the models of a policy stand in a dataset.
 *
 * @throws {BenchError} for a model that the dataset lacks
 */
export function poolIndices(models: readonly Model[], pool: readonly ModelId[], dataset: string): number[] {
  const known = models.map(({ id }) => id);
  return pool.map((id) => {
    const at = known.indexOf(id);
    if (at >= 0) return at;
    throw new BenchError(`dataset ${dataset} has no model "${id}", which the policy may choose`, {
      hint: `It has ${known.join(', ')}.`,
    });
  });
}

/**
 * The answers of the models of a policy, in its order: of the examples that every one of them answered.
 *
 * @throws {BenchError} for a dataset that lacks a model of the policy, or any such example
 */
export function poolAnswers(table: OutcomeTable, pool: readonly ModelId[], dataset: string): OutcomeTable {
  const answers = takeModels(table, poolIndices(table.models, pool, dataset));
  const rows = completeRows(answers);
  if (rows.length > 0) return takeRows(answers, rows);
  throw new BenchError(`dataset ${dataset}: no example was answered by every model of the policy`);
}
