import { outcomesOf } from '../../harness/evaluate/outcomes.ts';
import { type OutcomeTable, takeModels } from '../../harness/outcome-table.ts';
import type { OpenPolicy } from '../../harness/policy/open-policy.ts';
import { requestsAt } from '../bench/fit-router.ts';
import { type Decided, decidedAt } from './decided.ts';
import { poolIndices } from './pool-answers.ts';

export interface RowsToDecide {
  readonly table: OutcomeTable;
  readonly rows: Uint32Array;
  /** One per row of `rows`. */
  readonly inputTokens: Float64Array;
  /** For messages. */
  readonly dataset: string;
}

/**
 * The decisions of a policy as it is, over recorded answers: under its own constraints, whatever those of the table. What a
 * policy that lost a constraint does with a forbidden model counts as it is.
 *
 * @returns models by their index in the table
 * @throws {BenchError} for a policy that may choose a model which the dataset lacks
 */
export async function decidedByPolicy(
  opened: OpenPolicy,
  { table, rows, inputTokens, dataset }: RowsToDecide,
): Promise<Decided> {
  const { models, policy } = opened;
  const indices = poolIndices(
    table.models,
    models.map(({ id }) => id),
    dataset,
  );
  const requests = requestsAt(table, rows);
  const { allowed: _, ...unmasked } = table;
  const outcomes = {
    ...outcomesOf(takeModels(unmasked, indices), rows),
    allowed: Uint8Array.from(opened.allowed(requests).flatMap((mask) => [...mask])),
  };
  const assessments = await opened.assess(requests);
  const toDecide = { assessments, requests, outcomes, models, inputTokens };
  const decided = decidedAt(toDecide, policy.operatingPoint, policy.salt);
  return { ...decided, choices: decided.choices.map((model) => (model < 0 ? model : indices[model]!)) };
}
