import type { EstimateOrWhy } from '../evaluate/results.ts';
import type { Clusters } from './clusters.ts';
import { halfWidth, mean } from './mean-estimate.ts';

/**
 * Share of cost saved, 1 − mean(cost) ÷ mean(reference cost), paired. The interval is a t interval of the logarithm
 * of the ratio by the delta method (log r̂ is linear in cost/mean − reference/mean up to second order), so that it
 * never claims savings above 100 %.
 *
 * @param costUsd what the policy spent per query
 * @param referenceUsd what the reference spends on the same queries
 */
export function costSaved(costUsd: Float64Array, referenceUsd: Float64Array, clusters: Clusters): EstimateOrWhy {
  const cost = mean(costUsd);
  const reference = mean(referenceUsd);
  if (reference === 0) return { undefined: 'because the reference model costs nothing on test' };
  const counts = { n: costUsd.length, clusters: clusters.count };
  if (cost === 0) return { value: 1, low: 1, high: 1, ...counts };
  const influence = costUsd.map((usd, i) => usd / cost - referenceUsd[i]! / reference);
  const reach = halfWidth(influence, 0, clusters);
  const ratio = cost / reference;
  return { value: 1 - ratio, low: 1 - ratio * Math.exp(reach), high: 1 - ratio * Math.exp(-reach), ...counts };
}
