import type { CandidateMetrics, RouterMetrics } from '../harness/evaluate/metrics-schema.ts';
import type { Chosen, Results, RouterResult } from '../harness/evaluate/results.ts';

/** Metadata keys of the sample: a slice with few queries, and names from outside. */
export interface SampleSlices {
  readonly key: string;
  readonly values: readonly { readonly name: string; readonly n: number }[];
}

const SLICES: readonly SampleSlices[] = [
  {
    key: 'tier',
    values: [
      { name: 'enterprise', n: 18 },
      { name: 'free', n: 860 },
      { name: 'pro', n: 322 },
    ],
  },
  {
    key: 'words',
    values: [
      { name: '≤ 40', n: 400 },
      { name: '> 40', n: 800 },
    ],
  },
];

/** Plausible metrics for a sample made by hand, consistent with its means where a reader would notice. */
export function withSampleMetrics(results: Results, slices: readonly SampleSlices[] = SLICES): Results {
  const best = results.singles.reduce((a, b) => (b.chosen.quality.value > a.chosen.quality.value ? b : a));
  const { costUsd, quality } = best.chosen;
  const context = { results, slices, best: quality.value };
  return {
    ...results,
    routers: results.routers.map((router) => ({ ...router, metrics: routerMetrics(router, context) })),
    singles: results.singles.map((single) => ({
      ...single,
      metrics: { ...candidateMetrics(single.chosen, context), paretoDistance: 0.0312 },
    })),
    ...(results.mixture && {
      mixture: { ...results.mixture, metrics: candidateMetrics(results.mixture.chosen, context) },
    }),
    metrics: {
      bestSingle: { model: best.model, costUsd: costUsd.value, quality: quality.value },
      random: { costUsd: costUsd.value / 2, quality: quality.value - 0.15 },
      unsolvable: 0.04,
      slices: slices.map(({ key, values }) => ({ key, values: [...values] })),
      unslicedKeys: [{ key: 'user', because: 'it has more than 20 values' }],
    },
  };
}

interface Context {
  readonly results: Results;
  readonly slices: readonly SampleSlices[];
  readonly best: number;
}

function candidateMetrics({ quality, costUsd, shares }: Chosen, { results, slices, best }: Context): CandidateMetrics {
  const micro = { costUsd: costUsd.value, quality: quality.value };
  const { oracle } = results.reference;
  const lost = oracle.quality - quality.value;
  return {
    averages: { micro, macro: { costUsd: micro.costUsd * 1.1, quality: micro.quality - 0.01 } },
    optimal: { selection: 0.62, cost: 0.31, accuracy: quality.value / oracle.quality },
    againstSingles: {
      gainOverRandom: quality.value - best + 0.15,
      gainOverBest: quality.value - best,
      gapToOracle: lost,
      perfGain: quality.value - best + 0.004,
      costSave:
        quality.value < best ? { undefined: 'because no operating point is as good as the best single model' } : 0.2,
    },
    gap: {
      unsolvable: { share: 0.04, quality: 0.04, costUsd: micro.costUsd * 0.05 },
      wrongModel: { share: lost + 0.02, quality: lost, costUsd: -micro.costUsd * 0.02 },
      dearer: { share: 0.3, quality: 0, costUsd: micro.costUsd * 0.4 },
      optimal: { share: 0.64 - lost, quality: 0, costUsd: 0 },
      partlySolved: 1 - oracle.quality - 0.04,
      routingUsd: 2e-6,
    },
    latencyMs: { p50: 640, p95: 2900, p99: 5200 },
    slices: slices.map(({ values }) =>
      values.map((_, i) => ({
        quality: micro.quality - 0.02 * i,
        costUsd: micro.costUsd * (1 + i / 4),
        shares: [...shares],
      })),
    ),
  };
}

function routerMetrics(router: RouterResult, context: Context): RouterMetrics {
  const atTradeoffs = [0.001, 0.01, null].map((tradeoff, i) => ({ tradeoff, value: 0.08 + 0.02 * i }));
  const predicts = router.learned && router.signal === undefined;
  const nothing = { undefined: 'because the router predicts no quality' };
  return {
    ...candidateMetrics(router.chosen, context),
    paretoDistance: 0.0312,
    macroAiq: router.aiq.value - 0.01,
    macroAiqMinusZero: router.aiqMinusZero.value + 0.001,
    regret: { mean: 0.1, at: atTradeoffs },
    bestShare: {
      chosen: predicts ? 0.58 : { undefined: 'because its choices do not depend on a tradeoff' },
      at: atTradeoffs,
    },
    hypervolume: 0.71,
    calibration: {
      chosen: predicts ? { n: 1200, brier: 0.131, ece: 0.024 } : { n: 0, brier: nothing, ece: nothing },
      cells: predicts ? { n: 6000, brier: 0.172, ece: 0.031 } : { n: 0, brier: nothing, ece: nothing },
    },
    routingLatencyMs: { p50: 3.1, p95: 6.4, p99: 9 },
  };
}
