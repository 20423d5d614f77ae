import { incompleteBeta } from './t-quantile.ts';

/**
 * P(X ≤ k) of a binomial X: 1 − I_p(k + 1, n − k), the regularised incomplete beta function (Abramowitz and Stegun 26.5.24).
 *
 * @param k whole, 0..n
 * @param p 0..1
 */
export function binomialTailAtMost(k: number, n: number, p: number): number {
  if (k >= n || p <= 0) return 1;
  return 1 - incompleteBeta(p, k + 1, n - k);
}
