import { cholesky, solveCholesky } from '../harness/statistics/cholesky.ts';
import { scalarProduct } from '../harness/statistics/scalar-product.ts';
import type { Moments } from './gram.ts';

/** Affine functions of a vector, one for each target. */
export interface AffineFits {
  /** targets × dimensions */
  readonly slopes: Float64Array;
  readonly intercepts: Float64Array;
}

/**
 * Ridge regression with an unpenalised intercept: minimises Σ (y − a − b·x)² + alpha·|b|² for each target (Hoerl and
 * Kennard 1970), by the normal equations of the centred moments.
 *
 * @param alpha > 0
 */
export function ridge(moments: Moments, alpha: number): AffineFits {
  return ridgeAt(moments, alpha, centred(moments));
}

/** The same for each of `alphas`. */
export function ridges(moments: Moments, alphas: readonly number[]): readonly AffineFits[] {
  const system = centred(moments);
  return alphas.map((alpha) => ridgeAt(moments, alpha, system));
}

/** Σ (x − x̄)·(x − x̄)ᵀ, lower triangle. */
function centred({ rows, dimensions, x, xx }: Moments): Float64Array {
  const system = new Float64Array(dimensions * dimensions);
  for (let i = 0; i < dimensions; i++) {
    for (let j = 0; j <= i; j++) system[i * dimensions + j] = xx[i * dimensions + j]! - (x[i]! * x[j]!) / rows;
  }
  return system;
}

function ridgeAt({ rows, dimensions, targets, x, y, yx }: Moments, alpha: number, system: Float64Array): AffineFits {
  const penalised = system.slice();
  for (let i = 0; i < dimensions; i++) penalised[i * dimensions + i]! += alpha;
  const factor = cholesky(penalised, dimensions);
  const slopes = new Float64Array(targets * dimensions);
  const intercepts = new Float64Array(targets);
  for (let t = 0; t < targets; t++) {
    const slope = slopes.subarray(t * dimensions, (t + 1) * dimensions);
    for (let i = 0; i < dimensions; i++) slope[i] = yx[t * dimensions + i]! - (x[i]! * y[t]!) / rows;
    solveCholesky(factor, dimensions, slope);
    let explained = 0;
    for (let i = 0; i < dimensions; i++) explained += slope[i]! * x[i]!;
    intercepts[t] = (y[t]! - explained) / rows;
  }
  return { slopes, intercepts };
}

/** The value of each target at row `row` of `x`. */
export function predictAffine(fits: AffineFits, x: Float32Array, row: number): Float64Array {
  const dimensions = fits.slopes.length / fits.intercepts.length;
  return predictAt(fits, new Float64Array(x.subarray(row * dimensions, (row + 1) * dimensions)));
}

/** The value of each target at one vector. */
export function predictAt({ slopes, intercepts }: AffineFits, vector: Float64Array): Float64Array {
  return intercepts.map(
    (intercept, target) => intercept + scalarProduct(slopes, target * vector.length, vector, 0, vector.length),
  );
}
