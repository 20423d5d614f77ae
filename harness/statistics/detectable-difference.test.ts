import { describe, expect, it } from 'vitest';
import { detectableDifference, neededQueries } from './detectable-difference.ts';

/** A standard deviation of 1 on so many queries that stand alone. */
const standing = (queries: number) => ({ standardError: 1 / Math.sqrt(queries), queries, clusters: queries });

// From the noncentral t distribution: scipy.stats.nct, SciPy 1.17.1. For .5 and n = 33.367 the example of statsmodels'
// TTestPower and of R's power.t.test(delta = .5, sd = 1, type = "one.sample").
const DETECTABLE: readonly [queries: number, twoSided: number, oneSided: number][] = [
  [30, 0.529236, 0.464945],
  [100, 0.282913, 0.250364],
  [400, 0.140418, 0.124535],
];

describe('detectableDifference', () => {
  it.each(DETECTABLE)('of %d queries is within 1 %% of the exact one', (queries, twoSided, oneSided) => {
    expect(detectableDifference(standing(queries), 2) / twoSided).toBeCloseTo(1, 2);
    expect(detectableDifference(standing(queries), 1) / oneSided).toBeCloseTo(1, 2);
  });

  it('halves with four times as many queries, and grows with the standard error', () => {
    const few = detectableDifference(standing(10_000), 2);
    expect(detectableDifference(standing(40_000), 2)).toBeCloseTo(few / 2, 4);
    // (1.96 + .8416) × .3 ÷ √10,000
    expect(0.3 * few).toBeCloseTo(0.0084047, 5);
  });
});

describe('neededQueries', () => {
  it('gives the textbook examples, or one more: the approximation is above the exact number', () => {
    // 33.367, 198.15, 26.137 and 155.93 by the noncentral t distribution
    expect(neededQueries(standing(50), 0.5, 2)).toBe(34);
    expect(neededQueries(standing(50), 0.2, 2)).toBe(199);
    expect(neededQueries(standing(50), 0.5, 1)).toBe(27);
    expect(neededQueries(standing(50), 0.2, 1)).toBe(157);
  });

  it('inverts the detectable difference', () => {
    const spread = { standardError: 0.013, queries: 700, clusters: 700 };
    expect(neededQueries(spread, detectableDifference(spread, 2), 2)).toBeCloseTo(700, -1);
  });

  it('counts in clusters: groups of three that say the same need three times as many queries', () => {
    const alone = neededQueries({ standardError: 0.02, queries: 400, clusters: 400 }, 0.01, 1);
    const threes = neededQueries({ standardError: 0.02, queries: 1200, clusters: 400 }, 0.01, 1);
    expect(Math.abs(threes - 3 * alone)).toBeLessThanOrEqual(2);
  });

  it('needs more at a stricter level, none where nothing varies, and refuses a margin of zero', () => {
    expect(neededQueries(standing(100), 0.1, 1, 0.005)).toBeGreaterThan(neededQueries(standing(100), 0.1, 1));
    expect(neededQueries({ standardError: 0, queries: 100, clusters: 100 }, 0.01, 2)).toBe(0);
    expect(() => neededQueries(standing(100), 0, 2)).toThrow('difference of 0');
  });
});
