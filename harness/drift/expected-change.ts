import type { Neighbours } from '../embed/nearest.ts';
import { CONFIDENCE } from '../statistics/mean-estimate.ts';
import { tQuantile } from '../statistics/t-quantile.ts';

/** What is expected of one column of outcomes on the second side. */
export interface ExpectedChange {
  /** Mean on the first side. */
  readonly before: number;
  /** Expected mean on the second side minus that on the first, with its 95 % interval. */
  readonly value: number;
  readonly low: number;
  readonly high: number;
  /** Prompts of the first side with an outcome. */
  readonly n: number;
}

export interface ChangeInput {
  /** Outcomes of the first side, one per prompt; NaN = missing. */
  readonly outcomes: Float64Array;
  /** Neighbours on the first side, of its own prompts without themselves and of the second side's. */
  readonly ofA: Neighbours;
  readonly ofB: Neighbours;
  /** Per prompt of the first side, ≥ 0: density ratio of the sides, clipped. */
  readonly weights: Float64Array;
}

/**
 * Mean outcome to be expected where only the mix of prompts changes and what a model does with a given prompt does not
 * (covariate shift): predictions from nearest neighbours, averaged over the second side, plus their errors on the first
 * side weighted by the density ratio. It is right where either the predictions or the weights are (doubly robust; Reddi,
 * Póczos and Smola 2015, "Doubly Robust Covariate Shift Correction"). The interval is the delta method's over independent
 * prompts of both sides, with predictions and weights taken as fixed.
 *
 * @returns undefined where fewer than two outcomes are known
 */
export function expectedChange({ outcomes, ofA, ofB, weights }: ChangeInput): ExpectedChange | undefined {
  const known = Uint32Array.from(outcomes.keys()).filter((row) => !Number.isNaN(outcomes[row]!));
  const before = meanOf(known, (row) => outcomes[row]!);
  const sizeB = ofB.indices.length / ofB.k;
  if (known.length < 2 || sizeB < 2) return undefined;
  const predicted = (found: Neighbours, row: number) => neighbourMean(found, row, outcomes) ?? before;
  const predictedB = Float64Array.from({ length: sizeB }, (_, row) => predicted(ofB, row));
  const errors = Float64Array.from(known, (row) => outcomes[row]! - predicted(ofA, row));
  const meanWeight = meanOf(known, (row) => weights[row]!);
  const weightOf = (at: number) => (meanWeight === 0 ? 0 : weights[known[at]!]! / meanWeight);
  const correction = meanOf(errors.keys(), (at) => weightOf(at) * errors[at]!);
  const meanB = meanOf(predictedB.keys(), (row) => predictedB[row]!);
  const value = meanB + correction - before;
  const squaresA = meanOf(errors.keys(), (at) => {
    const influence = weightOf(at) * (errors[at]! - correction) - (outcomes[known[at]!]! - before);
    return influence * influence;
  });
  const squaresB = meanOf(predictedB.keys(), (row) => (predictedB[row]! - meanB) ** 2);
  const error = Math.sqrt(squaresA / (known.length - 1) + squaresB / (sizeB - 1));
  const reach = tQuantile(1 - (1 - CONFIDENCE) / 2, Math.min(known.length, sizeB) - 1) * error;
  return { before, value, low: value - reach, high: value + reach, n: known.length };
}

/**
 * Density ratios, whose mean is 1 where they are true, so clipped that no single prompt rules; the share that was, and how
 * many prompts the rest are worth, (Σ w)² / Σ w² (Kish 1965).
 */
export function clippedWeights(
  ratios: Float64Array,
  most: number,
): { readonly weights: Float64Array; readonly clipped: number; readonly effectiveSize: number } {
  const weights = ratios.map((ratio) => Math.min(ratio, most));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const squares = weights.reduce((total, weight) => total + weight * weight, 0);
  const clipped = ratios.filter((ratio) => ratio > most).length / ratios.length;
  return { weights, clipped, effectiveSize: squares === 0 ? 0 : (sum * sum) / squares };
}

function neighbourMean({ k, indices }: Neighbours, row: number, outcomes: Float64Array): number | undefined {
  let [sum, count] = [0, 0];
  for (let j = row * k; j < (row + 1) * k; j++) {
    const outcome = outcomes[indices[j]!]!;
    if (Number.isNaN(outcome)) continue;
    sum += outcome;
    count += 1;
  }
  return count === 0 ? undefined : sum / count;
}

function meanOf(rows: Iterable<number>, of: (row: number) => number): number {
  let [sum, count] = [0, 0];
  for (const row of rows) {
    sum += of(row);
    count += 1;
  }
  return sum / count;
}
