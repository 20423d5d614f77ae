import type { CostQuality, Figure } from '../results.ts';

/** Mean cost and quality of what a router is compared with, over the same queries. */
export interface SingleFacts {
  /** The single model of the highest quality on these queries, the cheapest one among equals. */
  readonly best: CostQuality;
  /** A model drawn evenly for every query: its expectation. */
  readonly random: CostQuality;
  readonly oracle: CostQuality;
}

/** LLMRouterBench's figures but for the distance to the Pareto frontier, which needs all routers. Differences of quality. */
export interface AgainstSingles {
  readonly gainOverRandom: number;
  readonly gainOverBest: number;
  readonly gapToOracle: number;
  readonly perfGain: number;
  readonly costSave: Figure;
}

/**
 * A router against single models, a random choice and the oracle (LLMRouterBench, arXiv 2601.07206; its README defines
 * the figures in words, the units are ours).
 *
 * - gainOverRandom, gainOverBest, gapToOracle, −1..1: quality at the chosen operating point minus that of the random
 *   choice, minus that of the best single model; quality of the oracle minus it.
 * - perfGain, −1..1: the same gain over the best single model at the best of all operating points.
 * - costSave, ≤ 1: 1 − cost ÷ cost of the best single model, of the cheapest operating point at least as good as that
 *   model; negative where all of these cost more.
 *
 * The best single model and the best points are found on the same queries: point estimates for comparison with published
 * numbers, too good by some luck. The leaderboard compares with a reference model named on train.
 *
 * @param points all operating points; at least one
 */
export function againstSingles(
  chosen: Pick<CostQuality, 'quality'>,
  points: readonly CostQuality[],
  { best, random, oracle }: SingleFacts,
): AgainstSingles {
  return {
    gainOverRandom: chosen.quality - random.quality,
    gainOverBest: chosen.quality - best.quality,
    gapToOracle: oracle.quality - chosen.quality,
    perfGain: Math.max(...points.map(({ quality }) => quality)) - best.quality,
    costSave: costSave(points, best),
  };
}

/** Rounding of means must not make a router that always takes the best model worse than it. */
const ROUNDING = 1e-12;

function costSave(points: readonly CostQuality[], best: CostQuality): Figure {
  if (best.costUsd === 0) return { undefined: 'because the best single model costs nothing' };
  const good = points.filter(({ quality }) => quality >= best.quality - ROUNDING);
  if (good.length === 0) return { undefined: 'because no operating point is as good as the best single model' };
  return 1 - Math.min(...good.map(({ costUsd }) => costUsd)) / best.costUsd;
}
