import { cascadeStep } from '../../harness/evaluate/cascade-step.ts';
import { drawOf, fromJsonTradeoff, type OperatingPoint, partAt } from '../../harness/evaluate/operating-point.ts';
import type { Bills, Choices, Outcomes } from '../../harness/evaluate/outcomes.ts';
import { choose, packPredictions } from '../../harness/evaluate/predictions.ts';
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
  const { cascade } = predictions;
  const steps = point.mix.map((part) => {
    const tradeoff = fromJsonTradeoff(part.tradeoff);
    if (cascade !== undefined) return cascadeStep(cascade, outcomes, tradeoff, predictions);
    return { choices: choose(predictions, tradeoff), bills: predictions };
  });
  const stepOf = requests.map((request) => steps[steps.length === 1 ? 0 : partAt(point, drawOf(request, salt))]!);
  return {
    choices: Int16Array.from(stepOf, ({ choices }, i) => choices[i]!),
    billUsd: Float64Array.from(stepOf, ({ bills }, i) => bills.billUsd[i]!),
    billLatencyMs: Float64Array.from(stepOf, ({ bills }, i) => bills.billLatencyMs[i]!),
  };
}
