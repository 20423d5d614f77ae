import { quickselect } from 'simple-statistics';

/**
 * Quantile by nearest rank: the smallest value that at least the share `p` of the values do not exceed, which is what
 * a latency objective promises. Always one of the values. Linear time; reorders `values`.
 *
 * @param values at least one, no NaN
 * @param p in (0, 1]
 */
export function nearestRank(values: Float64Array, p: number): number {
  if (values.length === 0) throw new Error('no quantile of no values');
  // 1e-9: .95 × 20 is 19.000000000000004 in some orders of multiplication, and rank 20 would be wrong.
  const rank = Math.min(values.length, Math.max(1, Math.ceil(p * values.length - 1e-9)));
  // Works on anything with numbered elements, although its type says number[].
  quickselect(values as unknown as number[], rank - 1, 0, values.length - 1);
  return values[rank - 1]!;
}
