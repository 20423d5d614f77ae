import { meanAt, sharesAt } from './chosen-figures.ts';
import { againstSingles } from './metrics/against-singles.ts';
import { gapToOracle } from './metrics/gap-to-oracle.ts';
import { latencyQuantiles } from './metrics/latency-quantiles.ts';
import { macroAverage } from './metrics/macro-average.ts';
import { optimalChoice } from './metrics/optimal-choice.ts';
import type { CandidateMetrics } from './metrics-schema.ts';
import { atChoices, type Bills, type Choices } from './outcomes.ts';
import type { PoolContext } from './pool-context.ts';
import type { Chosen, CostQuality } from './results.ts';
import type { Setting } from './setting.ts';

/** What a candidate did on test. */
export interface Delivered {
  /** At the chosen operating point. */
  readonly choices: Choices;
  /** Absent where nothing routes. */
  readonly bills?: Bills;
  readonly chosen: Chosen;
  /** All operating points; at least one. */
  readonly points: readonly CostQuality[];
}

/** The metrics that routers, single models and mixtures of these have alike. */
export function candidateMetrics(
  { choices, bills, chosen, points }: Delivered,
  { test }: Setting,
  pool: PoolContext,
): CandidateMetrics {
  const quality = atChoices(test.outcomes, 'quality', choices);
  const costUsd = plus(atChoices(test.outcomes, 'costUsd', choices), bills?.billUsd);
  const latencyMs = plus(atChoices(test.outcomes, 'latencyMs', choices), bills?.billLatencyMs);
  const micro = { costUsd: chosen.costUsd.value, quality: chosen.quality.value };
  const { perTask } = chosen;
  return {
    averages: {
      micro,
      macro: { costUsd: macroAverage(perTask, 'costUsd'), quality: macroAverage(perTask, 'quality') },
    },
    optimal: optimalChoice(test.outcomes, pool.oracle, choices, costUsd),
    againstSingles: againstSingles(micro, points, pool.singles),
    gap: gapToOracle(test.outcomes, pool.oracle, choices, bills?.billUsd),
    latencyMs: latencyQuantiles(latencyMs),
    slices: pool.slices.map((values) =>
      values.map((positions) => ({
        quality: meanAt(quality, positions),
        costUsd: meanAt(costUsd, positions),
        shares: sharesAt(choices, positions, test.outcomes),
      })),
    ),
  };
}

function plus(values: Float64Array, more: Float64Array | undefined): Float64Array {
  return more === undefined ? values : values.map((value, i) => value + more[i]!);
}
