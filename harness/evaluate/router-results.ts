import type { Assessment } from '../router.ts';
import { mean, meanEstimate } from '../statistics/mean-estimate.ts';
import { type ChosenPoint, chooseOperatingPoint } from './choose-operating-point.ts';
import { chosenFigures, meanAt, minus } from './chosen-figures.ts';
import { type CurveValues, curveValues, packSplits } from './curve-values.ts';
import type { Candidate } from './evaluation-input.ts';
import { labelFigures, recognisedFigures } from './label-figures.ts';
import { aiqPaper } from './metrics/aiq.ts';
import { hull } from './metrics/hull.ts';
import type { Frontier } from './metrics/oracle-frontier.ts';
import { drawOfRow, fromJsonTradeoff, partAt } from './operating-point.ts';
import type { Bills, Choices } from './outcomes.ts';
import type { CostQuality, OperatingPoint, RouterResult } from './results.ts';
import { routerPath } from './selection/router-path.ts';
import { type RouterSelection, selectRouter } from './selection/select-on-path.ts';
import type { SelectionRules } from './selection/selection-rules.ts';
import type { Setting } from './setting.ts';
import type { Sweep } from './sweep.ts';
import { twoModelFigures } from './two-model-figures.ts';

/** What every router is compared with, per test query. */
export interface Baselines {
  readonly zeroQuality: Float64Array;
  readonly constantQuality: Float64Array;
  readonly taskMeanQuality: Float64Array;
  readonly frontier: Frontier;
}

export interface RouterEvaluation {
  /** All but the figure that depends on the other routers. */
  readonly result: Omit<RouterResult, 'aiqCodeCompatible'>;
  readonly chosen: ChosenPoint;
  readonly choices: Choices;
  /** What validate says of it; absent for a router that may not ship. */
  readonly selection?: RouterSelection;
  /** Per test query, what the AIQ is the mean of. */
  readonly aiqQuality: Float64Array;
}

/** All figures of one router. */
export function routerResults(
  candidate: Candidate,
  setting: Setting,
  baselines: Baselines,
  rules: SelectionRules,
): RouterEvaluation {
  const { clusters, input, test, validate, reference, cheapest } = setting;
  const predictions = packSplits(candidate.assessments, setting);
  const curve = curveValues(predictions, setting);
  const gain = minus(curve.quality, baselines.zeroQuality);
  const path = routerPath(candidate.name, curve.validate, validate.outcomes);
  const selection = candidate.notDeployable === undefined ? selectRouter(path, rules) : undefined;
  // A router without a certified point stands in the report at the point that looks best.
  const estimated = () =>
    chooseOperatingPoint(curve.validate.points, input.objective, validate.singles[reference]!.quality);
  const chosen = certifiedPoint(selection) ?? estimated();
  const { choices, bills } = realised(chosen.operatingPoint, curve.test, setting);
  const withCheapest = [...curve.test.points, test.singles[cheapest]!];
  const labels = labelFigures(choices, setting);
  const recognised = recognisedFigures(candidate.assessments.test, setting);
  const twoModel = twoModelFigures(predictions.test, setting);
  const shuffled = shuffledGain(candidate, setting, baselines);
  const result = {
    name: candidate.name,
    kind: candidate.kind,
    learned: candidate.learned,
    ...(candidate.notDeployable === undefined ? {} : { notDeployable: candidate.notDeployable }),
    ...(predictions.test.cascade === undefined ? {} : { signal: predictions.test.cascade.signal }),
    notes: [...candidate.notes],
    validate: [...curve.validate.points],
    test: [...curve.test.points],
    testHull: hull(withCheapest).map(toCostQuality),
    aiq: meanEstimate(curve.quality, clusters),
    aiqMinusZero: meanEstimate(gain, clusters),
    aiqMinusTaskMean: meanEstimate(minus(curve.quality, baselines.taskMeanQuality), clusters),
    aiqCostUsd: mean(curve.costUsd),
    aiqPaper: aiqPaper(withCheapest, testRange(setting)),
    ...(shuffled === undefined ? {} : { shuffledAiqMinusConstant: meanEstimate(shuffled, clusters) }),
    perTask: perTask(curve, gain, setting),
    chosen: {
      ...chosenFigures(chosen, choices, setting, baselines.frontier, bills),
      certified: selection?.chosen !== undefined,
    },
    overhead: {
      usd: mean(bills.billUsd),
      latencyMs: mean(knownOnly(bills.billLatencyMs)),
      ...askedShare(candidate.assessments.test),
    },
    ...(labels === undefined ? {} : { labels }),
    ...(recognised === undefined ? {} : { recognised }),
    ...(twoModel === undefined ? {} : { twoModel }),
    files: { ...candidate.files },
  };
  return { result, chosen, choices, aiqQuality: curve.quality, ...(selection === undefined ? {} : { selection }) };
}

function certifiedPoint(selection: RouterSelection | undefined): ChosenPoint | undefined {
  if (selection?.chosen === undefined) return undefined;
  const { place, costUsd, quality } = selection.chosen;
  return { operatingPoint: place, costUsd, quality, feasible: true };
}

/** A point or vertex without what else it carries. */
export function toCostQuality({ costUsd, quality }: CostQuality): CostQuality {
  return { costUsd, quality };
}

/** What production does on the test rows: each request draws its part of the mix. */
function realised(
  point: OperatingPoint,
  swept: Sweep,
  { input, test }: Setting,
): { readonly choices: Choices; readonly bills: Bills } {
  const steps = point.mix.map(({ tradeoff }) => swept.tradeoffs.indexOf(fromJsonTradeoff(tradeoff)));
  const first = steps[0]!;
  if (steps.length === 1) return { choices: swept.choices[first]!, bills: swept.bills[first]! };
  const choices = swept.choices[first]!.slice();
  const billUsd = swept.bills[first]!.billUsd.slice();
  const billLatencyMs = swept.bills[first]!.billLatencyMs.slice();
  for (let i = 0; i < choices.length; i++) {
    const step = steps[partAt(point, drawOfRow(input, test.rows[i]!))]!;
    choices[i] = swept.choices[step]![i]!;
    billUsd[i] = swept.bills[step]!.billUsd[i]!;
    billLatencyMs[i] = swept.bills[step]!.billLatencyMs[i]!;
  }
  return { choices, bills: { billUsd, billLatencyMs } };
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
  return minus(curveValues(packSplits(shuffled, setting), setting).quality, constantQuality);
}

function testRange({ test }: Setting): { lowUsd: number; highUsd: number } {
  const costs = test.singles.map(({ costUsd }) => costUsd);
  return { lowUsd: Math.min(...costs), highUsd: Math.max(...costs) };
}

function perTask(curve: CurveValues, gain: Float64Array, setting: Setting): RouterResult['perTask'] {
  return Array.from(setting.testTasks, ([task, positions]) => ({
    task,
    n: positions.length,
    aiq: meanAt(curve.quality, positions),
    aiqMinusZero: meanAt(gain, positions),
    points: curve.test.choices.map((choices, step) => pointAt(choices, positions, setting, curve.test.bills[step]!)),
  }));
}

function pointAt(choices: Choices, positions: Uint32Array, { test }: Setting, bills: Bills): CostQuality {
  const { width, quality, costUsd } = test.outcomes;
  let qualitySum = 0;
  let costSum = 0;
  for (const i of positions) {
    costSum += bills.billUsd[i]!;
    const model = choices[i]!;
    if (model < 0) continue;
    qualitySum += quality[i * width + model]!;
    costSum += costUsd[i * width + model]!;
  }
  return { costUsd: costSum / positions.length, quality: qualitySum / positions.length };
}
