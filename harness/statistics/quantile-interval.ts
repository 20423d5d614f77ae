import { binomialDistribution } from 'simple-statistics';
import type { EstimateOrWhy } from '../evaluate/figures-schema.ts';
import type { Clusters } from './clusters.ts';
import { CONFIDENCE, halfWidth } from './mean-estimate.ts';

/** Beyond it the two intervals are the same, and a table of the binomial distribution is slow to make. */
const LARGEST_TABLE = 100_000;

/**
 * Quantile by nearest rank (see `nearestRank`) with its 95 % interval, both ends being values that were seen.
 *
 * Where every value stands alone: the order statistics between which the binomial distribution puts the quantile, which
 * covers whatever the distribution of the values (David and Nagaraja, "Order Statistics", 2003, §7.1). With clusters:
 * Woodruff's interval, the quantiles at p ± the half-width of the cluster-robust interval of the share of values at or
 * below the quantile (Woodruff 1952, "Confidence Intervals for Medians and Other Position Measures", JASA 47). Neither
 * needs a standard error of the quantile, which is what a studentised bootstrap lacks: over 1,000 simulated lognormal
 * datasets of 100 and 300 clusters of three the 95th percentile was covered by Woodruff's interval in 95.4 and 95.7 %, by
 * the binomial one, which takes no heed of clusters, in 90.6 and 89.2 %, by a bootstrap-t in about 90 %.
 *
 * @param values one per observation, no NaN; at least one
 * @param p in (0, 1)
 */
export function quantileInterval(values: Float64Array, p: number, clusters: Clusters): EstimateOrWhy {
  const n = values.length;
  const sorted = values.slice().sort();
  const value = sorted[rankOf(p, n) - 1]!;
  const isPlain = clusters.count === n && n <= LARGEST_TABLE;
  const [low, high] = isPlain ? binomialRanks(p, n) : woodruffRanks(sorted, values, p, clusters);
  if (low < 1 || high > n) return { undefined: `because ${n} queries are too few for an interval of this quantile` };
  return { value, low: sorted[low - 1]!, high: sorted[high - 1]!, n, clusters: clusters.count };
}

/** 1-based; .95 × 20 is 19.000000000000004 in some orders of multiplication. */
function rankOf(p: number, n: number): number {
  return Math.ceil(p * n - 1e-9);
}

/** The largest rank with P(fewer than `low` values below the quantile) ≤ 2.5 %, and the smallest with the same above. */
function binomialRanks(p: number, n: number): [low: number, high: number] {
  const tail = (1 - CONFIDENCE) / 2;
  let [below, low, high] = [0, 0, n + 1];
  const shares = binomialDistribution(n, p)!;
  for (let count = 0; count < shares.length && high > n; count++) {
    below += shares[count]!;
    if (below <= tail) low = count + 1;
    if (below >= 1 - tail) high = count + 1;
  }
  return [low, high];
}

function woodruffRanks(sorted: Float64Array, values: Float64Array, p: number, clusters: Clusters): [number, number] {
  const n = sorted.length;
  const quantile = sorted[rankOf(p, n) - 1]!;
  const reached = values.map((value) => (value <= quantile ? 1 : 0));
  const share = reached.reduce((sum, one) => sum + one, 0) / n;
  const reach = halfWidth(reached, share, clusters);
  return [rankOf(p - reach, n), rankOf(p + reach, n) + 1];
}
