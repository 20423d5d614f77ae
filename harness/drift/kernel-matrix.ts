import { scalarProduct } from '../embed/plain-nearest.ts';

/** A Gaussian kernel between all pairs of pooled vectors. */
export interface KernelMatrix {
  readonly size: number;
  /** Strictly lower triangle, row by row: k(i, j) for j < i stands at i(i − 1)/2 + j. */
  readonly lower: Float32Array;
  /** Distance at which the kernel has fallen to exp(−½): the median distance of two different vectors. */
  readonly bandwidth: number;
}

/** Squared distances of vectors of length 1 lie in 0..4. */
const LARGEST = 4;
const BINS = 8_192;
/** Squared distance below which two single-precision vectors of length 1 are the same. */
const SAME = 1e-6;

/**
 * exp(−‖x − y‖² / 2σ²), σ by the median heuristic (Gretton et al. 2012, "A Kernel Two-Sample Test", §8) over all pairs
 * that are not copies of each other: it does not depend on which vector belongs to which side.
 *
 * @param vectors rows of length 1
 */
export function kernelMatrix(vectors: Float32Array, dimensions: number): KernelMatrix {
  const size = vectors.length / dimensions;
  const lower = new Float32Array((size * (size - 1)) / 2);
  let at = 0;
  for (let i = 1; i < size; i++) {
    const row = new Float64Array(vectors.subarray(i * dimensions, (i + 1) * dimensions));
    for (let j = 0; j < i; j++) lower[at++] = Math.max(0, 2 - 2 * scalarProduct(row, vectors, j * dimensions));
  }
  const squared = medianSquared(lower);
  for (let pair = 0; pair < lower.length; pair++) lower[pair] = Math.exp(-lower[pair]! / (2 * squared));
  return { size, lower, bandwidth: Math.sqrt(squared) };
}

/** Median by counting into bins: millions of pairs, and three digits are more than a bandwidth needs. */
function medianSquared(squared: Float32Array): number {
  const counts = new Float64Array(BINS);
  let different = 0;
  for (let pair = 0; pair < squared.length; pair++) {
    if (squared[pair]! < SAME) continue;
    counts[Math.min(BINS - 1, Math.floor((squared[pair]! / LARGEST) * BINS))]! += 1;
    different += 1;
  }
  if (different === 0) return 1;
  let seen = 0;
  let bin = 0;
  while (seen + counts[bin]! < different / 2) seen += counts[bin++]!;
  return ((bin + 0.5) / BINS) * LARGEST;
}
