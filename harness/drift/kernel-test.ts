import { type KernelMatrix, kernelMatrix } from './kernel-matrix.ts';
import { permutationP } from './relabellings.ts';

export interface KernelTest {
  /** Unbiased estimate of the squared maximum mean discrepancy: about 0, of either sign, where nothing differs; < 2. */
  readonly mmdSquared: number;
  readonly bandwidth: number;
  /** 0..1, at least 1 / (1 + relabellings) */
  readonly p: number;
}

/**
 * Whether two sets of vectors come from one distribution: the kernel two-sample test with the unbiased statistic of
 * Gretton et al. 2012 (JMLR 13, Lemma 6) and a permutation p-value. Vectors are taken to be independent draws.
 *
 * @param vectors pooled, rows of length 1, the first `sizeA` of them of the one side; two or more a side
 * @param relabelled lists of as many rows as the first side has
 */
export function kernelTest(
  vectors: Float32Array,
  dimensions: number,
  sizeA: number,
  relabelled: readonly Uint32Array[],
): KernelTest {
  const kernel = kernelMatrix(vectors, dimensions);
  const rowSums = sumsOfRows(kernel);
  const observed = mmdSquared(
    kernel,
    rowSums,
    Uint32Array.from({ length: sizeA }, (_, i) => i),
  );
  const permuted = relabelled.map((members) => mmdSquared(kernel, rowSums, members));
  return { mmdSquared: observed, bandwidth: kernel.bandwidth, p: permutationP(observed, permuted) };
}

/**
 * Mean kernel within one side plus that within the other, minus twice that between them; no vector with itself. All
 * three follow from the sum within one side and from sums of rows, so that a relabelling costs the pairs of one side.
 */
function mmdSquared({ size, lower }: KernelMatrix, rowSums: Float64Array, members: Uint32Array): number {
  const m = members.length;
  const n = size - m;
  let total = 0;
  for (let i = 0; i < size; i++) total += rowSums[i]!;
  let withinPairs = 0;
  let ofMembers = 0;
  for (let a = 0; a < m; a++) {
    const i = members[a]!;
    const row = (i * (i - 1)) / 2;
    let sum = 0;
    for (let b = 0; b < a; b++) sum += lower[row + members[b]!]!;
    withinPairs += sum;
    ofMembers += rowSums[i]!;
  }
  const within = 2 * withinPairs;
  const between = ofMembers - within;
  const withinOthers = total - within - 2 * between;
  return within / (m * (m - 1)) + withinOthers / (n * (n - 1)) - (2 * between) / (m * n);
}

function sumsOfRows({ size, lower }: KernelMatrix): Float64Array {
  const sums = new Float64Array(size);
  let at = 0;
  for (let i = 1; i < size; i++) {
    for (let j = 0; j < i; j++) {
      const value = lower[at++]!;
      sums[i]! += value;
      sums[j]! += value;
    }
  }
  return sums;
}
