import { describe, expect, it } from 'vitest';
import { tQuantile, tTail } from './t-quantile.ts';

// scipy.stats.t.ppf, SciPy 1.17.1
const GOLDEN: readonly [p: number, df: number, t: number][] = [
  [0.975, 1, 12.7062047362],
  [0.975, 2, 4.30265272975],
  [0.975, 5, 2.57058183564],
  [0.975, 30, 2.0422724563],
  [0.975, 1000, 1.96233908083],
  [0.975, 1000000, 1.95996635681],
  [0.995, 3, 5.84090930973],
  [0.6, 7, 0.263166861352],
  [0.999, 12, 3.92963326463],
  [0.975, 2.5, 3.574654842],
];

describe('tQuantile', () => {
  it.each(GOLDEN)('at p = %d with %d degrees of freedom is %d', (p, df, t) => {
    expect(tQuantile(p, df)).toBeCloseTo(t, 8);
  });

  it('is symmetric about 0', () => {
    expect(tQuantile(0.025, 7)).toBe(-tQuantile(0.975, 7));
    expect(tQuantile(0.5, 7)).toBeCloseTo(0, 12);
  });

  it('inverts the tail', () => {
    expect(tTail(tQuantile(0.9, 4), 4)).toBeCloseTo(0.1, 12);
  });

  it('refuses what is no probability', () => {
    expect(() => tQuantile(1, 4)).toThrow('no t quantile');
    expect(() => tQuantile(0.9, 0)).toThrow('no t quantile');
  });
});
