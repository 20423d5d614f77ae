import type { Figure } from '../results.ts';

/** Bins of the expected calibration error. */
export const CALIBRATION_BINS = 15;

export interface Calibration {
  /** Predictions compared with a grade. */
  readonly n: number;
  readonly brier: Figure;
  readonly ece: Figure;
}

/**
 * How far predicted qualities are from the grades.
 *
 * - brier: mean of (predicted − graded)², 0 = perfect; at most 1 where predictions keep to 0..1 (Brier, 1950; with grades
 *   between 0 and 1 it is the mean squared error).
 * - ece: expected calibration error with 15 equal-mass bins: the mean over the bins, weighted by their size, of the distance
 *   between mean prediction and mean grade (Naeini et al., 2015; bins by quantiles after Nguyen and O’Connor, 2015). Equal
 *   predictions share a bin, so that row order cannot matter. Not defined for constant predictions, which have one bin only
 *   and are "calibrated" by being right on average.
 *
 * @param predicted qualities as the router says them, not clamped
 * @param graded 0..1, as long as `predicted`; no NaN in either
 */
export function calibration(predicted: Float64Array, graded: Float64Array): Calibration {
  const n = predicted.length;
  if (n === 0) {
    const nothing = { undefined: 'because the router predicts no quality' };
    return { n, brier: nothing, ece: nothing };
  }
  let squares = 0;
  for (let i = 0; i < n; i++) squares += (predicted[i]! - graded[i]!) ** 2;
  return { n, brier: squares / n, ece: calibrationError(predicted, graded) };
}

function calibrationError(predicted: Float64Array, graded: Float64Array): Figure {
  const n = predicted.length;
  const sorted = predicted.slice().sort();
  if (sorted[0] === sorted[n - 1]) return { undefined: 'because the router predicts the same quality everywhere' };
  const starts = Float64Array.from(
    { length: CALIBRATION_BINS - 1 },
    (_, bin) => sorted[Math.floor(((bin + 1) * n) / CALIBRATION_BINS)]!,
  );
  const excess = new Float64Array(CALIBRATION_BINS);
  for (let i = 0; i < n; i++) excess[binOf(predicted[i]!, starts)]! += predicted[i]! - graded[i]!;
  return excess.reduce((sum, one) => sum + Math.abs(one), 0) / n;
}

/** How many of the ascending starts a value has reached. */
function binOf(value: number, starts: Float64Array): number {
  let from = 0;
  let to = starts.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if (starts[middle]! <= value) from = middle + 1;
    else to = middle;
  }
  return from;
}
