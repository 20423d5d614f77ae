import { scalarProduct } from './scalar-product.ts';

/**
 * Lower factor L of a symmetric positive definite matrix A = L·Lᵀ, row-major.
 *
 * Two rows and two columns at a time, so that each number read serves two sums: half as long as entry by entry.
 *
 * @param matrix n × n; only the lower triangle is read; kept unchanged
 * @throws {Error} where the matrix is not positive definite
 */
export function cholesky(matrix: Float64Array, n: number): Float64Array {
  const lower = new Float64Array(n * n);
  for (let i = 0; i < n; i += 2) {
    const two = i + 1 < n;
    for (let j = 0; j < i; j += 2) {
      if (two) setTile(matrix, lower, n, i, j);
      else for (const column of [j, j + 1]) setEntry(matrix, lower, n, i, column);
    }
    setEntry(matrix, lower, n, i, i);
    if (!two) break;
    setEntry(matrix, lower, n, i + 1, i);
    setEntry(matrix, lower, n, i + 1, i + 1);
  }
  return lower;
}

/** Entries (i, j), (i, j + 1), (i + 1, j), (i + 1, j + 1), all left of the diagonal. */
function setTile(matrix: Float64Array, lower: Float64Array, n: number, i: number, j: number): void {
  const [a, b, c, d] = [i * n, i * n + n, j * n, j * n + n];
  let ac = 0;
  let ad = 0;
  let bc = 0;
  let bd = 0;
  for (let k = 0; k < j; k++) {
    const ak = lower[a + k]!;
    const bk = lower[b + k]!;
    const ck = lower[c + k]!;
    const dk = lower[d + k]!;
    ac += ak * ck;
    ad += ak * dk;
    bc += bk * ck;
    bd += bk * dk;
  }
  const aj = (matrix[a + j]! - ac) / lower[c + j]!;
  const bj = (matrix[b + j]! - bc) / lower[c + j]!;
  lower[a + j] = aj;
  lower[b + j] = bj;
  lower[a + j + 1] = (matrix[a + j + 1]! - (ad + aj * lower[d + j]!)) / lower[d + j + 1]!;
  lower[b + j + 1] = (matrix[b + j + 1]! - (bd + bj * lower[d + j]!)) / lower[d + j + 1]!;
}

function setEntry(matrix: Float64Array, lower: Float64Array, n: number, i: number, j: number): void {
  const rest = matrix[i * n + j]! - scalarProduct(lower, i * n, lower, j * n, j);
  if (i !== j) lower[i * n + j] = rest / lower[j * n + j]!;
  else if (rest > 0) lower[i * n + i] = Math.sqrt(rest);
  else throw new Error(`not positive definite: pivot ${i} of ${n} is ${rest}`);
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
