import { nearestRank } from '../statistics/nearest-rank.ts';
import { toJsonTradeoff } from './operating-point.ts';
import type { Choices, Outcomes } from './outcomes.ts';
import { choose, type Predictions } from './predictions.ts';
import type { CurvePoint } from './results.ts';

/** What a router does at each tradeoff, over the same rows. */
export interface Sweep {
  /** Ascending; just 0 where the tradeoff changes nothing. */
  readonly tradeoffs: Float64Array;
  readonly choices: readonly Choices[];
  readonly points: readonly CurvePoint[];
}

/** Fit once, assess once, then every tradeoff for nothing: time is rows × models × tradeoffs. */
export function sweep(predictions: Predictions, outcomes: Outcomes, grid: Float64Array): Sweep {
  const tradeoffs = predictions.scored ? grid : Float64Array.of(0);
  const choices = Array.from(tradeoffs, (tradeoff) => choose(predictions, tradeoff));
  const points = choices.map((choice, i) => curvePoint(tradeoffs[i]!, choice, outcomes, predictions));
  return { tradeoffs, choices, points };
}

/** What routing itself spent per row; absent where nothing was routed. */
export type Bills = Pick<Predictions, 'billUsd' | 'billLatencyMs'>;

/** Mean cost and quality, traffic and latency of one choice per row, the bill of routing included. */
export function curvePoint(tradeoff: number, choices: Choices, outcomes: Outcomes, bills?: Bills): CurvePoint {
  const { rows, width, quality, costUsd } = outcomes;
  const counts = new Float64Array(width);
  let qualitySum = 0;
  let costSum = 0;
  for (let i = 0; i < rows; i++) {
    if (bills !== undefined) costSum += bills.billUsd[i]!;
    const model = choices[i]!;
    if (model < 0) continue;
    counts[model]! += 1;
    qualitySum += quality[i * width + model]!;
    costSum += costUsd[i * width + model]!;
  }
  const refused = counts.reduce((left, count) => left - count, rows) / rows;
  const latencyMs = latencyOf(choices, outcomes, bills);
  return {
    tradeoff: toJsonTradeoff(tradeoff),
    costUsd: costSum / rows,
    quality: qualitySum / rows,
    shares: Array.from(counts, (count) => count / rows),
    ...(refused > 0 ? { refused } : {}),
    ...(latencyMs === undefined ? {} : { latencyMs }),
  };
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
    if (Number.isNaN(ofModel)) continue;
    latencies[count] = ofModel + (bills === undefined ? 0 : bills.billLatencyMs[i]!);
    count += 1;
  }
  if (count === 0 || count < (1 - TOLERATED_MISSING) * rows) return undefined;
  const known = latencies.subarray(0, count);
  return { p50: nearestRank(known, 0.5), p95: nearestRank(known, 0.95) };
}
