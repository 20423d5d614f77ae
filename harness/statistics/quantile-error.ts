import type { Clusters } from './clusters.ts';
import { standardError } from './mean-estimate.ts';
import { nearestRank } from './nearest-rank.ts';

/**
 * A quantile and its standard error, robust to dependence inside clusters: the interval of the share of values below the
 * quantile, read back on the scale of the values (Woodruff, "Confidence intervals for medians and other position measures",
 * JASA 1952), divided by its width in standard errors.
 *
 * @param values finite
 * @param p in (0, 1)
 * @param clusters at least two
 */
export function quantileWithError(
  values: Float64Array,
  p: number,
  clusters: Clusters,
): { readonly value: number; readonly standardError: number } {
  const value = nearestRank(values.slice(), p);
  const below = values.map((each) => (each <= value ? 1 : 0));
  const share = below.reduce((sum, each) => sum + each, 0) / below.length;
  const reach = REACH * standardError(below, share, clusters);
  const at = (q: number) => nearestRank(values.slice(), Math.min(1, Math.max(1e-12, q)));
  return { value, standardError: (at(p + reach) - at(p - reach)) / (2 * REACH) };
}

/** Half width of the interval that is read back, in standard errors. */
const REACH = 1.959964;
