import { permutation, random } from '../random.ts';

/**
 * Random ways to call `chosen` of `size` pooled observations the one side and the rest the other: what a permutation
 * test compares the real sides with.
 *
 * @returns `count` lists of ascending indices
 */
export function relabellings(size: number, chosen: number, count: number, seed: number): Uint32Array[] {
  const rng = random(seed);
  return Array.from({ length: count }, () => permutation(size, rng).subarray(0, chosen).slice().sort());
}

/**
 * Exact p-value of a permutation test: (1 + how many relabellings reach the observed statistic) / (1 + how many there
 * are), which holds its level whatever the number (Phipson and Smyth 2010, "Permutation P-values Should Never Be Zero").
 */
export function permutationP(observed: number, permuted: readonly number[]): number {
  // The same partition, summed in another order, differs in the last bits.
  const bar = observed - 1e-12 * Math.max(1, Math.abs(observed));
  const reached = permuted.filter((statistic) => statistic >= bar).length;
  return (1 + reached) / (1 + permuted.length);
}
