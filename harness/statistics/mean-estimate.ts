import type { Estimate } from '../evaluate/results.ts';
import type { Clusters } from './clusters.ts';
import { tQuantile } from './t-quantile.ts';

/** Two-sided level of every interval. */
export const CONFIDENCE = 0.95;

/**
 * Mean with its t interval, of 95 % where nothing else is said, robust to dependence inside clusters.
 *
 * Variance of the mean: G/(G−1) · Σ over clusters of (Σ residuals)² / n², with G − 1 degrees of freedom: the CR1
 * correction for a mean (Cameron and Miller, "A Practitioner's Guide to Cluster-Robust Inference", 2015, §II). With
 * clusters of one it is the classical s²/n.
 *
 * @param values one per observation, finite
 * @param clusters at least two
 */
export function meanEstimate(values: Float64Array, clusters: Clusters, confidence = CONFIDENCE): Estimate {
  const value = mean(values);
  const reach = halfWidth(values, value, clusters, confidence);
  return { value, low: value - reach, high: value + reach, n: values.length, clusters: clusters.count };
}

export function mean(values: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum / values.length;
}

/** Half the width of the interval of a mean, of 95 % where nothing else is said. */
export function halfWidth(values: Float64Array, center: number, clusters: Clusters, confidence = CONFIDENCE): number {
  const error = standardError(values, center, clusters);
  const df = clusters.count - 1;
  return (confidence === CONFIDENCE ? criticalT(df) : tQuantile(1 - (1 - confidence) / 2, df)) * error;
}

/** Standard error of a mean about `center`, robust to dependence inside clusters; see `meanEstimate`. */
export function standardError(values: Float64Array, center: number, clusters: Clusters): number {
  if (clusters.of.length !== values.length) throw new Error(`${values.length} values, ${clusters.of.length} labels`);
  if (clusters.count < 2) throw new Error('an interval needs two clusters');
  const sums = new Float64Array(clusters.count);
  for (let i = 0; i < values.length; i++) sums[clusters.of[i]!]! += values[i]! - center;
  let squares = 0;
  for (let g = 0; g < sums.length; g++) squares += sums[g]! * sums[g]!;
  const correction = clusters.count / (clusters.count - 1);
  return Math.sqrt(correction * squares) / values.length;
}

const criticalValues = new Map<number, number>();

function criticalT(df: number): number {
  let t = criticalValues.get(df);
  if (t === undefined) {
    t = tQuantile(1 - (1 - CONFIDENCE) / 2, df);
    criticalValues.set(df, t);
  }
  return t;
}
