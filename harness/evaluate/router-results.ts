import type { Assessment } from '../router.ts';
import { mean, meanEstimate } from '../statistics/mean-estimate.ts';
import { type ChosenPoint, chooseOperatingPoint } from './choose-operating-point.ts';
import { chosenFigures, minus } from './chosen-figures.ts';
import { toCostQuality } from './cost-quality.ts';
import { coverageFigures } from './coverage-figures.ts';
import { aiqQuality, curveValues, packSplits } from './curve-values.ts';
import { curvesPerTask } from './curves-per-task.ts';
import type { Candidate } from './evaluation-input.ts';
import { labelFigures, recognisedFigures } from './label-figures.ts';
import { aiqPaper } from './metrics/aiq.ts';
import { hull } from './metrics/hull.ts';
import type { Frontier } from './metrics/oracle-frontier.ts';
import type { RouterMetrics } from './metrics-schema.ts';
import { atChoices, type Bills, type Choices, spentUsd } from './outcomes.ts';
import { pointsWithIntervals } from './point-intervals.ts';
import type { PoolContext } from './pool-context.ts';
import { realisedChoices } from './realised-choices.ts';
import type { RouterResult } from './results.ts';
import { alternatives } from './roi/alternatives.ts';
import { lastPoint } from './roi/last-point.ts';
import { routerMetrics } from './router-metrics.ts';
import { routerPath } from './selection/router-path.ts';
import { type RouterSelection, selectRouter } from './selection/select-on-path.ts';
import type { WithoutRouter } from './selection/select-without-router.ts';
import type { SelectionRules } from './selection/selection-rules.ts';
import type { Setting } from './setting.ts';
import { twoModelFigures } from './two-model-figures.ts';

/** What every router is compared with, per test query. */
export interface Baselines {
  readonly zeroQuality: Float64Array;
  readonly constantQuality: Float64Array;
  readonly taskMeanQuality: Float64Array;
  readonly frontier: Frontier;
  readonly pool: PoolContext;
}

export interface RouterEvaluation {
  /** All but the figures that depend on the other routers. */
  readonly result: Omit<RouterResult, 'aiqCodeCompatible' | 'metrics'>;
  readonly metrics: Omit<RouterMetrics, 'paretoDistance'>;
  readonly chosen: ChosenPoint;
  readonly choices: Choices;
  /** What validate says of it; absent for a router that may not ship. */
  readonly selection?: RouterSelection;
  readonly bills: Bills;
  /** What its AIQ mixture does to each test query. */
  readonly aiqQuality: Float64Array;
}

/** All figures of one router. */
export function routerResults(
  candidate: Candidate,
  setting: Setting,
  baselines: Baselines,
  rules: SelectionRules,
  without: WithoutRouter,
): RouterEvaluation {
  const { clusters, input, test, validate, reference, cheapest } = setting;
  const predictions = packSplits(candidate.assessments, setting);
  const curve = curveValues(predictions, setting);
  const gain = minus(curve.quality, baselines.zeroQuality);
  const selection =
    candidate.notDeployable === undefined
      ? selectRouter(routerPath(candidate.name, curve.validate, validate.outcomes), rules)
      : undefined;
  // A router without a certified point stands in the report at the point that looks best.
  const estimated = () =>
    chooseOperatingPoint(curve.validate.points, input.objective, validate.singles[reference]!.quality);
  const chosen = certifiedPoint(selection) ?? estimated();
  const { choices, bills } = realisedChoices(chosen.operatingPoint, curve.test, setting);
  const values = {
    quality: atChoices(test.outcomes, 'quality', choices),
    costUsd: spentUsd(test.outcomes, choices, bills),
  };
  const withCheapest = [...curve.test.points, test.singles[cheapest]!];
  const labels = labelFigures(choices, setting);
  const recognised = recognisedFigures(candidate.assessments.test, setting);
  const twoModel = twoModelFigures(predictions.test, setting);
  const coverage = coverageFigures(candidate.assessments.test, { choices, bills }, setting);
  const shuffled = shuffledGain(candidate, setting, baselines);
  const result = {
    name: candidate.name,
    kind: candidate.kind,
    learned: candidate.learned,
    ...(candidate.notDeployable === undefined ? {} : { notDeployable: candidate.notDeployable }),
    ...(predictions.test.cascade === undefined ? {} : { signal: predictions.test.cascade.signal }),
    notes: [...candidate.notes],
    validate: [...curve.validate.points],
    test: pointsWithIntervals(curve.test, setting),
    testHull: hull(withCheapest).map(toCostQuality),
    aiq: meanEstimate(curve.quality, clusters),
    aiqMinusZero: meanEstimate(gain, clusters),
    aiqMinusTaskMean: meanEstimate(minus(curve.quality, baselines.taskMeanQuality), clusters),
    aiqCostUsd: mean(curve.costUsd),
    aiqPaper: aiqPaper(withCheapest, testRange(setting)),
    ...(shuffled === undefined ? {} : { shuffledAiqMinusConstant: meanEstimate(shuffled, clusters) }),
    perTask: curvesPerTask(curve, gain, setting),
    chosen: {
      ...chosenFigures(chosen, choices, setting, baselines.frontier, bills),
      certified: selection?.chosen !== undefined,
    },
    overhead: {
      usd: mean(bills.billUsd),
      latencyMs: mean(knownOnly(bills.billLatencyMs)),
      ...askedShare(candidate.assessments.test),
    },
    alternatives: alternatives(values, chosen.quality, without.chosen.place, setting),
    lastPoint: lastPoint(curve, chosen.operatingPoint, setting),
    ...(labels === undefined ? {} : { labels }),
    ...(recognised === undefined ? {} : { recognised }),
    ...(twoModel === undefined ? {} : { twoModel }),
    ...(coverage === undefined ? {} : { coverage }),
    files: { ...candidate.files },
  };
  const metrics = routerMetrics({ predictions, curve, choices, bills, result }, setting, baselines.pool);
  return {
    result,
    metrics,
    chosen,
    choices,
    bills,
    aiqQuality: curve.quality,
    ...(selection === undefined ? {} : { selection }),
  };
}

function certifiedPoint(selection: RouterSelection | undefined): ChosenPoint | undefined {
  if (selection?.chosen === undefined) return undefined;
  const { place, costUsd, quality } = selection.chosen;
  return { operatingPoint: place, costUsd, quality, feasible: true };
}

/** How often a model was asked about a request; nothing where that is never. */
function askedShare(assessments: readonly Assessment[]): { readonly asked?: number } {
  const asked = assessments.filter(({ bill }) => bill.asked !== undefined).length;
  return asked === 0 ? {} : { asked: asked / assessments.length };
}

/** Latencies of abandoned answers are unknown where the dataset has none. */
function knownOnly(values: Float64Array): Float64Array {
  const known = values.filter((value) => !Number.isNaN(value));
  return known.length === 0 ? Float64Array.of(0) : known;
}

function shuffledGain(
  { shuffled }: Candidate,
  setting: Setting,
  { constantQuality }: Baselines,
): Float64Array | undefined {
  if (shuffled === undefined) return undefined;
  return minus(aiqQuality(packSplits(shuffled, setting), setting), constantQuality);
}

function testRange({ test }: Setting): { lowUsd: number; highUsd: number } {
  const costs = test.singles.map(({ costUsd }) => costUsd);
  return { lowUsd: Math.min(...costs), highUsd: Math.max(...costs) };
}
