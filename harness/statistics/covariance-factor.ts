import type { Random } from '../random.ts';

/** A matrix L with L·Lᵀ = the covariance, row-major. */
export interface CovarianceFactor {
  readonly width: number;
  readonly lower: Float64Array;
}

/** What is left of a variance below this share of it is rounding: the variable follows from those before. */
const ROUNDING = 1e-10;
/** Below it floating point has too few digits left for a ratio to mean anything. */
const SMALLEST_VARIANCE = 1e-290;

/**
 * Cholesky factor of a covariance matrix that may be singular (two variables that are the same): the column of a variable
 * that follows from those before it is zero.
 *
 * @param covariance symmetric, positive semidefinite, row-major
 */
export function factorOf(covariance: Float64Array): CovarianceFactor {
  const width = Math.sqrt(covariance.length);
  const lower = new Float64Array(covariance.length);
  for (let column = 0; column < width; column++) {
    const variance = covariance[column * width + column]!;
    const left = variance - product(lower, column, column, column, width);
    if (left <= ROUNDING * variance || left < SMALLEST_VARIANCE) continue;
    const pivot = Math.sqrt(left);
    lower[column * width + column] = pivot;
    for (let row = column + 1; row < width; row++) {
      const shared = covariance[row * width + column]!;
      lower[row * width + column] = (shared - product(lower, row, column, column, width)) / pivot;
    }
  }
  return { width, lower };
}

/** One draw of normal variables with mean 0 and the covariance. */
export function mixed({ width, lower }: CovarianceFactor, rng: Random): Float64Array {
  const independent = Float64Array.from({ length: width }, () => rng.normal());
  const draw = new Float64Array(width);
  for (let row = 0; row < width; row++) {
    let sum = 0;
    for (let column = 0; column <= row; column++) sum += lower[row * width + column]! * independent[column]!;
    draw[row] = sum;
  }
  return draw;
}

/** Product of the first `columns` entries of two rows. */
function product(lower: Float64Array, a: number, b: number, columns: number, width: number): number {
  let sum = 0;
  for (let column = 0; column < columns; column++) sum += lower[a * width + column]! * lower[b * width + column]!;
  return sum;
}
