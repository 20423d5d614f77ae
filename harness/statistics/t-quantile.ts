import { gammaln } from 'simple-statistics';

const PRECISION = 1e-15;
const LONGEST_FRACTION = 100_000;

/**
 * Quantile of Student's t distribution: the t with P(T ≤ t) = p.
 *
 * Bisects the distribution function, which is a regularised incomplete beta function: P(T > t) = ½ I_x(df/2, ½) with
 * x = df / (df + t²) (Abramowitz and Stegun 26.7.1).
 *
 * @param p in (0, 1)
 * @param df degrees of freedom, > 0
 */
export function tQuantile(p: number, df: number): number {
  if (!(p > 0 && p < 1) || !(df > 0)) throw new Error(`no t quantile for p = ${p}, df = ${df}`);
  if (p < 0.5) return -tQuantile(1 - p, df);
  let low = 0;
  let high = 1;
  while (1 - tTail(high, df) < p) high *= 2;
  while (high - low > PRECISION * high) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) break;
    if (1 - tTail(middle, df) < p) low = middle;
    else high = middle;
  }
  return high;
}

/** P(T > t) for t ≥ 0 and `df` degrees of freedom. */
export function tTail(t: number, df: number): number {
  return incompleteBeta(df / (df + t * t), df / 2, 0.5) / 2;
}

/** Regularised incomplete beta function I_x(a, b), 0..1, for a, b > 0. */
export function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  const front = Math.exp(gammaln(a + b) - gammaln(a) - gammaln(b) + a * Math.log(x) + b * Math.log1p(-x));
  // The fraction converges fast on one side of the mean only; the other side follows by symmetry.
  return x < (a + 1) / (a + b + 2) ? (front * betaFraction(x, a, b)) / a : 1 - (front * betaFraction(1 - x, b, a)) / b;
}

/** Continued fraction of the incomplete beta function (Abramowitz and Stegun 26.5.8), by Lentz's method. */
function betaFraction(x: number, a: number, b: number): number {
  const apart = (value: number) => (Math.abs(value) < Number.MIN_VALUE ? Number.MIN_VALUE : value);
  let c = 1;
  let d = 1 / apart(1 - ((a + b) * x) / (a + 1));
  let fraction = d;
  for (let m = 1; m < LONGEST_FRACTION; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / apart(1 + even * d);
    c = apart(1 + even / c);
    fraction *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / apart(1 + odd * d);
    c = apart(1 + odd / c);
    fraction *= d * c;
    if (Math.abs(d * c - 1) < PRECISION) return fraction;
  }
  throw new Error(`the incomplete beta fraction does not converge at x = ${x}, a = ${a}, b = ${b}`);
}
