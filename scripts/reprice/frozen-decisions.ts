import { cascadeStep } from '../../harness/evaluate/cascade-step.ts';
import type { Candidate, EvaluationInput } from '../../harness/evaluate/evaluation-input.ts';
import { fromJsonTradeoff, partAt } from '../../harness/evaluate/operating-point.ts';
import { atChoices, outcomesOf } from '../../harness/evaluate/outcomes.ts';
import { packPredictions } from '../../harness/evaluate/predictions.ts';
import type { OperatingPoint } from '../../harness/evaluate/results.ts';
import { mean } from '../../harness/statistics/mean-estimate.ts';

/**
 * What the choices of another evaluation cost on test, mean USD per query: a policy that is left as it is when prices
 * change. A cascade also pays again for the answers that it threw away.
 *
 * @param choices the model of each test row, −1 = refused
 * @param point the operating point that made them
 */
export function frozenCost(
  input: EvaluationInput,
  { assessments }: Candidate,
  choices: Int16Array,
  point: OperatingPoint,
): number {
  const { table, split, inputTokens, draws } = input;
  const outcomes = outcomesOf(table, split.test);
  const tokens = Float64Array.from(split.test, (row) => inputTokens[row]!);
  const predictions = packPredictions(assessments.test, table.models, tokens, outcomes.allowed);
  const costs = atChoices(outcomes, 'costUsd', choices);
  const { cascade } = predictions;
  if (cascade === undefined) return mean(costs.map((usd, i) => usd + predictions.billUsd[i]!));
  const steps = point.mix.map(({ tradeoff }) =>
    cascadeStep(cascade, outcomes, fromJsonTradeoff(tradeoff), predictions),
  );
  return mean(costs.map((usd, i) => usd + steps[partAt(point, draws![split.test[i]!]!)]!.bills.billUsd[i]!));
}
