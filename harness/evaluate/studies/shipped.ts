import type { OutcomeTable } from '../../outcome-table.ts';
import { clustersOf } from '../../statistics/clusters.ts';
import { meanEstimate } from '../../statistics/mean-estimate.ts';
import { minus } from '../chosen-figures.ts';
import type { Evaluation } from '../evaluate.ts';
import { alwaysModel, atChoices, outcomesOf } from '../outcomes.ts';
import type { Split } from '../split.ts';
import type { Shipped } from './robustness-schema.ts';

/** What ships of an evaluation, as a study keeps it. */
export function shipped({ results }: Evaluation): Shipped {
  const { policy, referenceModel } = results;
  const { validate, quality, costUsd, qualityGained, costSaved } = policy.chosen;
  return {
    candidate: policy.candidate,
    kind: policy.kind,
    feasible: policy.feasible,
    referenceModel,
    promised: validate,
    quality,
    costUsd,
    qualityGained,
    costSaved,
  };
}

/**
 * The same, and its quality against a reference model of another run on the same test queries.
 *
 * @param pool the table of the evaluation
 * @param reference with the same rows, and grades that are right
 */
export function shippedAgainst(
  evaluation: Evaluation,
  pool: OutcomeTable,
  { test, units }: Pick<Split, 'test' | 'units'>,
  reference: { readonly table: OutcomeTable; readonly model: string },
): Shipped {
  const delivered = atChoices(outcomesOf(pool, test), 'quality', evaluation.shipped);
  const theirs = outcomesOf(reference.table, test);
  const model = reference.table.models.findIndex(({ id }) => id === reference.model);
  const difference = minus(delivered, atChoices(theirs, 'quality', alwaysModel(theirs, model)));
  const clusters = clustersOf(Array.from(test, (row) => units[row]!));
  return { ...shipped(evaluation), qualityAgainstUnchanged: meanEstimate(difference, clusters) };
}
