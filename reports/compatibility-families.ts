import { arenaScore } from '../harness/evaluate/metrics/arena-score.ts';
import type { Figure, RouterResult } from '../harness/evaluate/results.ts';
import { type CompatibilityColumn, figure, four, ofAll, ofMetrics, ofRouter } from './compatibility-column.ts';
import { decimal, milliseconds, percent, percentChange, pointsNumber, signed, usdPer1000 } from './format.ts';

/** The figures that readers of one project look for. */
export interface CompatibilityFamily {
  readonly title: string;
  /** What its figures are, in a sentence or two. */
  readonly caption: string;
  readonly columns: readonly CompatibilityColumn[];
}

const TWO_MODELS = 'it compares a weak and a strong model, and the pool does not have exactly two';
const NO_LABELS = 'the dataset has no route labels that this router could be compared with';

/** Figures for comparison with published numbers; the leaderboard has ours. */
export const COMPATIBILITY_FAMILIES: readonly CompatibilityFamily[] = [
  {
    title: 'RouterBench',
    caption:
      'Average improvement in quality, and means over queries (micro) and over tasks (macro: every task counts once, however large).',
    columns: [
      ofRouter('AIQ (paper)', 'aiq_paper', (router) => router.aiqPaper),
      ofRouter('AIQ (code-compatible)', 'aiq_code_compatible', (router) => router.aiqCodeCompatible),
      ofMetrics('AIQ (macro)', 'aiq_macro', (metrics) => metrics.macroAiq),
      ofMetrics('AIQ − zero (macro)', 'aiq_minus_zero_macro', (metrics) => metrics.macroAiqMinusZero, signed4),
      ofAll('Quality (micro)', 'quality_micro', (all) => all.averages.micro.quality),
      ofAll('Quality (macro)', 'quality_macro', (all) => all.averages.macro.quality),
      ofAll('$ / 1k (micro)', 'usd_per_query_micro', (all) => all.averages.micro.costUsd, usdPer1000),
      ofAll('$ / 1k (macro)', 'usd_per_query_macro', (all) => all.averages.macro.costUsd, usdPer1000),
    ],
  },
  {
    title: 'RouteLLM',
    caption: 'How the quality gap between a weak and a strong model closes as more calls go to the strong one.',
    columns: [
      ofTwoModels('APGR', 'apgr', (two) => two.apgr),
      ofTwoModels('APGR (10 bins)', 'apgr_10_bins', (two) => two.apgrGrid),
      ofTwoModels('PGR at 50 % strong', 'pgr_at_half', (two) => two.pgrAtHalf),
      ofTwoModels('CPT 20 %', 'cpt_20', (two) => two.cpt[20], percent),
      ofTwoModels('CPT 50 %', 'cpt_50', (two) => two.cpt[50], percent),
      ofTwoModels('CPT 80 %', 'cpt_80', (two) => two.cpt[80], percent),
      ofTwoModels('CPT 50 % (code-compatible)', 'cpt_50_grid', (two) => two.cptGrid?.[50], percent),
      ofTwoModels('CPT 80 % (code-compatible)', 'cpt_80_grid', (two) => two.cptGrid?.[80], percent),
    ],
  },
  {
    title: 'RouterArena',
    caption:
      'Accuracy and cost in one score, and how near the choices are to the cheapest right model. Right means as good as the best model.',
    columns: [
      {
        heading: 'Arena score',
        csv: 'arena_score',
        of: ({ chosen }) => figure(arenaScore(chosen.quality.value, chosen.costUsd.value * 1000), four),
      },
      ofAll('Optimal selection', 'optimal_selection', (all) => all.optimal.selection, percent),
      ofAll('Optimal cost', 'optimal_cost', (all) => all.optimal.cost, percent),
      ofAll('Optimal accuracy', 'optimal_accuracy', (all) => all.optimal.accuracy, percent),
    ],
  },
  {
    title: 'LLMRouterBench',
    caption:
      'Gains and gaps in points of 100. PerfGain and CostSave are of the best point of a curve, against the best single model on test; ParetoDist is the mean distance of a curve to the Pareto frontier of all candidates.',
    columns: [
      ofAll('Gain over random', 'gain_over_random', (all) => all.againstSingles.gainOverRandom, pointsNumber),
      ofAll('Gain over best single', 'gain_over_best', (all) => all.againstSingles.gainOverBest, pointsNumber),
      ofAll('Gap to oracle', 'gap_to_oracle', (all) => all.againstSingles.gapToOracle, points),
      ofAll('PerfGain', 'perf_gain', (all) => all.againstSingles.perfGain, pointsNumber),
      ofAll('CostSave', 'cost_save', (all) => all.againstSingles.costSave, percentChange),
      ofAll('ParetoDist', 'pareto_dist', (all) => all.paretoDistance),
    ],
  },
  {
    title: 'Calibration of predicted quality',
    caption:
      'Predictions of routers that score against grades: of the models that were chosen, and of every model for every query. 0 is perfect. Scores made of ranks or win rates are no predictions of quality; their figures say little.',
    columns: [
      ofMetrics('Brier, chosen models', 'brier_chosen', (metrics) => metrics.calibration.chosen.brier),
      ofMetrics('ECE, chosen models', 'ece_chosen', (metrics) => metrics.calibration.chosen.ece),
      ofMetrics('Brier, all models', 'brier_all', (metrics) => metrics.calibration.cells.brier),
      ofMetrics('ECE, all models', 'ece_all', (metrics) => metrics.calibration.cells.ece),
    ],
  },
  {
    title: 'Regret and routing accuracy',
    caption:
      'Distances to what the grades would allow. Mean regret is over several λ, in units of quality; hypervolume is of the curve.',
    columns: [
      { heading: 'Oracle gap', csv: 'oracle_gap', of: ({ chosen }) => figure(chosen.oracleGap, four) },
      ofMetrics('Mean regret', 'mean_regret', (metrics) => metrics.regret.mean),
      ofMetrics('Hypervolume', 'hypervolume', (metrics) => metrics.hypervolume),
      ofMetrics('Among the best at λ', 'best_share', (metrics) => metrics.bestShare.chosen, percent),
      ofRouter('Routing accuracy', 'routing_accuracy', ({ labels }) => labels?.accuracy, NO_LABELS, percent),
      ofRouter('Macro-F1', 'macro_f1', ({ labels }) => labels?.macroF1, NO_LABELS, decimal),
    ],
  },
  {
    title: 'Latency',
    caption: 'Of model and router together, and of routing itself.',
    columns: [
      ofAll('Latency p50', 'latency_p50_ms', (all) => all.latencyMs.p50, milliseconds),
      ofAll('Latency p95', 'latency_p95_ms', (all) => all.latencyMs.p95, milliseconds),
      ofAll('Latency p99', 'latency_p99_ms', (all) => all.latencyMs.p99, milliseconds),
      ofMetrics('Routing p50', 'routing_p50_ms', (metrics) => metrics.routingLatencyMs.p50, milliseconds),
      ofMetrics('Routing p95', 'routing_p95_ms', (metrics) => metrics.routingLatencyMs.p95, milliseconds),
      ofMetrics('Routing p99', 'routing_p99_ms', (metrics) => metrics.routingLatencyMs.p99, milliseconds),
    ],
  },
];

function signed4(value: number): string {
  return signed(value, 4);
}

/** Points of a hundred without a sign: a gap, not a change. */
function points(difference: number): string {
  return decimal(difference * 100, 1);
}

/** A figure of RouteLLM, in pools of two only. */
function ofTwoModels(
  heading: string,
  csv: string,
  of: (two: NonNullable<RouterResult['twoModel']>) => Figure | undefined,
  print?: (value: number) => string,
): CompatibilityColumn {
  return ofRouter(heading, csv, ({ twoModel }) => twoModel && of(twoModel), TWO_MODELS, print);
}
