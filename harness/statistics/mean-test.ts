import type { Clusters } from './clusters.ts';
import { mean, standardError } from './mean-estimate.ts';
import { tTail } from './t-quantile.ts';

/** A t test of a mean, robust to dependence inside clusters. */
export interface MeanTest {
  /** Mean of the values. */
  readonly value: number;
  readonly standardError: number;
  /** Degrees of freedom: clusters − 1. */
  readonly df: number;
  /** P(a mean at least as far from `hypothesis`, on either side), 0..1. */
  readonly pTwoSided: number;
  /** P(a mean at least as large | the true mean is at most `hypothesis`), 0..1. */
  readonly pGreater: number;
}

/**
 * Tests whether the mean is `hypothesis`, by the studentised difference: the p-value that belongs to the interval of
 * `meanEstimate`. Of values that do not vary p is 0 or 1: there is no error to speak of.
 *
 * @param values one per observation, finite: of a paired comparison the differences
 * @param clusters at least two
 */
export function meanTest(values: Float64Array, clusters: Clusters, hypothesis = 0): MeanTest {
  const value = mean(values);
  const error = standardError(values, value, clusters);
  const df = clusters.count - 1;
  const distance = value - hypothesis;
  // Values that are equal but for rounding have an error of 1e-17 or so, which would pass for certainty.
  if (error <= 1e-12 * Math.max(Math.abs(value), Math.abs(hypothesis))) {
    const isEqual = Math.abs(distance) <= 1e-12 * Math.max(Math.abs(value), Math.abs(hypothesis));
    return { value, standardError: 0, df, pTwoSided: isEqual ? 1 : 0, pGreater: !isEqual && distance > 0 ? 0 : 1 };
  }
  const tail = tTail(Math.abs(distance) / error, df);
  return { value, standardError: error, df, pTwoSided: 2 * tail, pGreater: distance > 0 ? tail : 1 - tail };
}
