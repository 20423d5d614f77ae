import type { Model } from '../../model.ts';
import type { Assessment } from '../../router.ts';
import { type Clusters, clustersOf } from '../../statistics/clusters.ts';
import { meanEstimate } from '../../statistics/mean-estimate.ts';
import { fromJsonTradeoff } from '../operating-point.ts';
import { type Choices, type Outcomes, REFUSED } from '../outcomes.ts';
import { packPredictions } from '../predictions.ts';
import type { OperatingPoint } from '../results.ts';
import { stepAt } from '../sweep.ts';
import type { Reworded } from './robustness-schema.ts';

/** One wording of each query, as a router assessed it. */
export interface Wording {
  readonly assessments: readonly Assessment[];
  readonly inputTokens: Float64Array;
  /** What each model does at this wording. */
  readonly outcomes: Outcomes;
}

export interface FlipsOf {
  readonly original: Wording;
  readonly other: Wording;
  readonly models: readonly Model[];
  readonly operatingPoint: OperatingPoint;
  /** The independent unit of each query. */
  readonly units: ArrayLike<number>;
}

/**
 * How many routes flip when queries are reworded (RouterArena's robustness is 1 − this share), and what the flips do: the
 * outcomes of the other wording by its own route, minus those by the route of the original. Where the operating point is a
 * mixture, both wordings take part in the same draw, and each query counts with its expectation: a coin is no lack of
 * robustness.
 */
export function flipEffect({
  original,
  other,
  models,
  operatingPoint,
  units,
}: FlipsOf): Omit<Reworded['routers'][number], 'name'> {
  const { rows, quality, costUsd, width } = other.outcomes;
  const [flips, qualityEffect, costEffect] = [0, 1, 2].map(() => new Float64Array(rows)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  for (const { tradeoff, share } of operatingPoint.mix) {
    const from = choicesAt(original, models, fromJsonTradeoff(tradeoff));
    const to = choicesAt(other, models, fromJsonTradeoff(tradeoff));
    for (let i = 0; i < rows; i++) {
      if (from[i] === to[i]) continue;
      const at = (column: Float64Array, model: number) => (model === REFUSED ? 0 : column[i * width + model]!);
      flips[i]! += share;
      qualityEffect[i]! += share * (at(quality, to[i]!) - at(quality, from[i]!));
      costEffect[i]! += share * (at(costUsd, to[i]!) - at(costUsd, from[i]!));
    }
  }
  const clusters: Clusters = clustersOf(units);
  return {
    flips: meanEstimate(flips, clusters),
    qualityEffect: meanEstimate(qualityEffect, clusters),
    costEffectUsd: meanEstimate(costEffect, clusters),
  };
}

/** The model whose answer counts, per query. */
function choicesAt(
  { assessments, inputTokens, outcomes }: Wording,
  models: readonly Model[],
  tradeoff: number,
): Choices {
  const predictions = packPredictions(assessments, models, inputTokens, outcomes.allowed);
  return stepAt(predictions, outcomes)(tradeoff).choices;
}
