import { scalarProduct } from './scalar-product.ts';

/**
 * Lower factor L of a symmetric positive definite matrix A = L·Lᵀ, row-major.
 *
 * @param matrix n × n; only the lower triangle is read; kept unchanged
 * @throws {Error} where the matrix is not positive definite
 */
export function cholesky(matrix: Float64Array, n: number): Float64Array {
  const lower = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      const rest = matrix[i * n + j]! - scalarProduct(lower, i * n, lower, j * n, j);
      if (i !== j) lower[i * n + j] = rest / lower[j * n + j]!;
      else if (rest > 0) lower[i * n + i] = Math.sqrt(rest);
      else throw new Error(`not positive definite: pivot ${i} of ${n} is ${rest}`);
    }
  }
  return lower;
}

/** Solves L·Lᵀ·x = b in place of `b`. */
export function solveCholesky(lower: Float64Array, n: number, b: Float64Array): void {
  for (let i = 0; i < n; i++) {
    b[i] = (b[i]! - scalarProduct(lower, i * n, b, 0, i)) / lower[i * n + i]!;
  }
  for (let i = n - 1; i >= 0; i--) {
    const x = b[i]! / lower[i * n + i]!;
    b[i] = x;
    for (let k = 0; k < i; k++) b[k]! -= lower[i * n + k]! * x;
  }
}
