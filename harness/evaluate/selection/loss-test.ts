import { binomialTailAtMost } from '../../statistics/binomial-tail.ts';
import type { Clusters } from '../../statistics/clusters.ts';
import { meanTest } from '../../statistics/mean-test.ts';

/**
 * p-value of the null hypothesis that a candidate loses at least `margin` of quality: small when it does not.
 *
 * The studentised paired difference, and where it is larger the exact binomial tail: a candidate that differs from its
 * reference on a few queries only has a variance near zero, which a t test takes for certainty. If the loss were the margin
 * or more, at least that share of the queries would have to be lost (quality is 0..1), so that seeing so few net losses has
 * at most the binomial probability.
 *
 * @param difference quality minus that of the reference, per query, −1..1
 * @param margin ≥ 0; at 0 only candidates that are shown to be better pass
 */
export function lossPValue(difference: Float64Array, clusters: Clusters, margin: number): number {
  const { value, pGreater } = meanTest(difference, clusters, -margin);
  if (margin === 0) return pGreater;
  const netLosses = Math.max(0, Math.ceil(-value * clusters.count - 1e-9));
  return Math.max(pGreater, binomialTailAtMost(netLosses, clusters.count, margin));
}
