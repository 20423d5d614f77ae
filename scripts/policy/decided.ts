import { drawOf, fromJsonTradeoff, type OperatingPoint } from '../../harness/evaluate/operating-point.ts';
import type { Bills, Choices, Outcomes } from '../../harness/evaluate/outcomes.ts';
import { packPredictions } from '../../harness/evaluate/predictions.ts';
import { drawnSteps } from '../../harness/evaluate/realised-choices.ts';
import { stepAt } from '../../harness/evaluate/sweep.ts';
import type { Model } from '../../harness/model.ts';
import type { RouteRequest } from '../../harness/request.ts';
import type { Assessment } from '../../harness/router.ts';

/** What a policy does with some rows, and what that costs beside the answers. */
export interface Decided extends Bills {
  readonly choices: Choices;
}

export interface ToDecide {
  readonly assessments: readonly Assessment[];
  readonly requests: readonly RouteRequest[];
  readonly outcomes: Outcomes;
  readonly models: readonly Model[];
  readonly inputTokens: Float64Array;
}

/** The decisions at an operating point, each request at its draw, over recorded answers. */
export function decidedAt(
  { assessments, requests, outcomes, models, inputTokens }: ToDecide,
  point: OperatingPoint,
  salt: string,
): Decided {
  const predictions = packPredictions(assessments, models, inputTokens, outcomes.allowed);
  const at = stepAt(predictions, outcomes);
  const steps = point.mix.map(({ tradeoff }) => at(fromJsonTradeoff(tradeoff)));
  const { choices, bills } = drawnSteps(point, steps, () => requests.map((request) => drawOf(request, salt)));
  return { choices, billUsd: bills.billUsd, billLatencyMs: bills.billLatencyMs };
}
