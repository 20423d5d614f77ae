import { nearestRank } from '../statistics/nearest-rank.ts';
import { cascadeStep } from './cascade-step.ts';
import { toJsonTradeoff } from './operating-point.ts';
import type { Bills, Choices, Outcomes } from './outcomes.ts';
import { choose, type Predictions } from './predictions.ts';
import type { CostQuality, CurvePoint } from './results.ts';

/** What a router does at each tradeoff, over the same rows. */
export interface Sweep {
  /** Ascending; just 0 where the tradeoff changes nothing. */
  readonly tradeoffs: Float64Array;
  /** Neighbouring tradeoffs often choose the same at the same bills: then it is the same array. */
  readonly choices: readonly Choices[];
  /** What was spent beside the chosen answer, at each tradeoff. */
  readonly bills: readonly Bills[];
  readonly points: readonly CurvePoint[];
}

/** What a sweep steps through. */
export interface SweepSteps {
  /** λ of routers that predict. */
  readonly grid: Float64Array;
  /** Acceptance levels of cascades, by signal. */
  readonly levels: ReadonlyMap<string, Float64Array>;
}

/** What a router does at a tradeoff. */
export interface Step {
  readonly choices: Choices;
  readonly bills: Bills;
}

/** Fit once, assess once, then every tradeoff for nothing: time is rows × models × tradeoffs. */
export function sweep(predictions: Predictions, outcomes: Outcomes, steps: SweepSteps): Sweep {
  const { tradeoffs, at } = stepsOf(predictions, outcomes, steps);
  const choices: Choices[] = [];
  const bills: Bills[] = [];
  const points: CurvePoint[] = [];
  for (const tradeoff of tradeoffs) {
    const own = at(tradeoff);
    const same = own.bills === bills.at(-1) && isSame(own.choices, choices.at(-1)!);
    choices.push(same ? choices.at(-1)! : own.choices);
    bills.push(own.bills);
    points.push(
      same
        ? { ...points.at(-1)!, tradeoff: toJsonTradeoff(tradeoff) }
        : curvePoint(tradeoff, own.choices, outcomes, own.bills),
    );
  }
  return { tradeoffs, choices, bills, points };
}

/** The tradeoffs of a sweep, ascending, and what to do at each: for whoever needs but a few of its steps. */
export function stepsOf(
  predictions: Predictions,
  outcomes: Outcomes,
  { grid, levels }: SweepSteps,
): { readonly tradeoffs: Float64Array; readonly at: (tradeoff: number) => Step } {
  const { cascade, scored } = predictions;
  const at = stepAt(predictions, outcomes);
  if (cascade === undefined) return { tradeoffs: scored ? grid : Float64Array.of(0), at };
  const tradeoffs = levels.get(cascade.signal);
  if (tradeoffs === undefined) throw new Error(`no levels for the signal "${cascade.signal}"`);
  return { tradeoffs, at };
}

/** What predictions come to at a tradeoff, of a cascade at a level of acceptance. */
export function stepAt(predictions: Predictions, outcomes: Outcomes): (tradeoff: number) => Step {
  const { cascade } = predictions;
  if (cascade === undefined) return (tradeoff) => ({ choices: choose(predictions, tradeoff), bills: predictions });
  return (level) => cascadeStep(cascade, outcomes, level, predictions);
}

function isSame(a: Choices, b: Choices): boolean {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/** Mean cost and quality, traffic and latency of one choice per row, the bill of routing included. */
export function curvePoint(tradeoff: number, choices: Choices, outcomes: Outcomes, bills?: Bills): CurvePoint {
  const { rows, width } = outcomes;
  const counts = new Float64Array(width);
  for (let i = 0; i < rows; i++) if (choices[i]! >= 0) counts[choices[i]!]! += 1;
  const refused = counts.reduce((left, count) => left - count, rows) / rows;
  const latencyMs = latencyOf(choices, outcomes, bills);
  return {
    tradeoff: toJsonTradeoff(tradeoff),
    ...costQualityOf(choices, outcomes, bills),
    shares: Array.from(counts, (count) => count / rows),
    ...(refused > 0 ? { refused } : {}),
    ...(latencyMs === undefined ? {} : { latencyMs }),
  };
}

/** Mean cost and quality of one choice per row, the bill of routing included. */
export function costQualityOf(choices: Choices, outcomes: Outcomes, bills?: Bills): CostQuality {
  const { rows, width, quality, costUsd } = outcomes;
  let qualitySum = 0;
  let costSum = 0;
  for (let i = 0; i < rows; i++) {
    if (bills !== undefined) costSum += bills.billUsd[i]!;
    const model = choices[i]!;
    if (model < 0) continue;
    qualitySum += quality[i * width + model]!;
    costSum += costUsd[i * width + model]!;
  }
  return { costUsd: costSum / rows, quality: qualitySum / rows };
}

/** More than this share without a recorded latency, and the rest stands for nothing. */
const TOLERATED_MISSING = 0.02;

/** Median and 95th percentile of model and router together, over the rows that have a latency. */
export function latencyOf(
  choices: Choices,
  outcomes: Outcomes,
  bills?: Bills,
): { p50: number; p95: number } | undefined {
  const { rows, width } = outcomes;
  const latencies = new Float64Array(rows);
  let count = 0;
  for (let i = 0; i < rows; i++) {
    const model = choices[i]!;
    const ofModel = model < 0 ? 0 : outcomes.latencyMs[i * width + model]!;
    const latency = ofModel + (bills === undefined ? 0 : bills.billLatencyMs[i]!);
    if (Number.isNaN(latency)) continue;
    latencies[count] = latency;
    count += 1;
  }
  if (count === 0 || count < (1 - TOLERATED_MISSING) * rows) return undefined;
  const known = latencies.subarray(0, count);
  return { p50: nearestRank(known, 0.5), p95: nearestRank(known, 0.95) };
}
