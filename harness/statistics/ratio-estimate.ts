import type { EstimateOrWhy } from '../evaluate/figures-schema.ts';
import type { Clusters } from './clusters.ts';
import { CONFIDENCE, mean, standardError } from './mean-estimate.ts';
import { tQuantile } from './t-quantile.ts';

/**
 * Ratio of two paired means with its interval, of 95 % where nothing else is said, by Fieller's theorem: all θ that a t test of
 * mean(numerator − θ · denominator) = 0 does not reject (Fieller, "Some problems in interval estimation", 1954). Unlike
 * the delta method it holds for a denominator with a large error. Cluster-robust as `meanEstimate` is.
 *
 * @param numerator one per observation, finite
 * @param denominator of the same observations
 * @returns not defined where the denominator's own interval reaches 0: then no interval of the ratio ends
 */
export function ratioEstimate(
  numerator: Float64Array,
  denominator: Float64Array,
  clusters: Clusters,
  confidence = CONFIDENCE,
): EstimateOrWhy {
  const [a, b] = [mean(numerator), mean(denominator)];
  const t2 = tQuantile(1 - (1 - confidence) / 2, clusters.count - 1) ** 2;
  const variance = (values: Float64Array) => standardError(values, mean(values), clusters) ** 2;
  const added = (sign: 1 | -1) => variance(numerator.map((value, i) => value + sign * denominator[i]!));
  const covariance = (added(1) - added(-1)) / 4;
  const square = b * b - t2 * variance(denominator);
  if (!(square > 0)) return { undefined: 'because the interval of the denominator reaches 0' };
  const middle = a * b - t2 * covariance;
  const reach = Math.sqrt(Math.max(0, middle * middle - square * (a * a - t2 * variance(numerator))));
  return {
    value: a / b,
    low: (middle - reach) / square,
    high: (middle + reach) / square,
    n: numerator.length,
    clusters: clusters.count,
  };
}
