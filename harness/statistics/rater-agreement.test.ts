import { describe, expect, it } from 'vitest';
import { raterAgreement } from './rater-agreement.ts';

const half = (rating: number) => Number(rating >= 0.5);
const repeat = (count: number, pair: readonly [number, number]) => Array.from({ length: count }, () => pair);

describe('raterAgreement', () => {
  it('gives the hand-worked kappa of a table of counts', () => {
    // 20 yes/yes, 5 yes/no, 10 no/yes, 15 no/no: observed .7, expected .5 × .6 + .5 × .4 = .5, kappa .4
    const pairs = [...repeat(20, [1, 1]), ...repeat(5, [1, 0]), ...repeat(10, [0, 1]), ...repeat(15, [0, 0])];
    const { n, same, kappa, correlation } = raterAgreement(pairs, half);
    expect(n).toBe(50);
    expect(same).toBeCloseTo(0.7, 12);
    expect(kappa).toBeCloseTo(0.4, 12);
    // phi = (20 × 15 − 5 × 10) / √(25 × 25 × 30 × 20)
    expect(correlation).toBeCloseTo(250 / Math.sqrt(375_000), 12);
  });

  it('has no kappa and no correlation where a rater always says the same', () => {
    expect(raterAgreement([...repeat(3, [1, 0.9])], half)).toEqual({ n: 3, same: 1, kappa: null, correlation: null });
    expect(raterAgreement([], half)).toEqual({ n: 0, same: null, kappa: null, correlation: null });
    expect(
      raterAgreement(
        [
          [1, 0.2],
          [1, 0.9],
        ],
        half,
      ),
    ).toEqual({ n: 2, same: 0.5, kappa: 0, correlation: null });
  });
});
