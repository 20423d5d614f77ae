import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rankKnots, rankOf } from './win-rate-ranks.ts';

describe('the rank of a win rate', () => {
  it('is the share of training prompts with a win rate up to it, on a line between them', () => {
    const knots = rankKnots([0.2, 0.4, 0.4]);
    expect(knots).toEqual([
      [0, 0],
      [0.2, 0.25],
      [0.4, 0.75],
      [1, 1],
    ]);
    expect(rankOf(0.3, knots)).toBeCloseTo(0.5, 12);
    expect(rankOf(0.7, knots)).toBeCloseTo(0.875, 12);
  });

  it('is larger for a larger win rate, wherever the training prompts are, and stays in 0..1', () => {
    const rate = fc.integer({ min: 0, max: 1000 }).map((value) => value / 1000);
    fc.assert(
      fc.property(fc.array(rate, { minLength: 1, maxLength: 600 }), rate, rate, (train, a, b) => {
        const knots = rankKnots(train);
        expect(knots.length).toBeLessThanOrEqual(203);
        const [low, high] = [Math.min(a, b), Math.max(a, b)].map((each) => rankOf(each, knots)) as [number, number];
        expect(low).toBeGreaterThanOrEqual(0);
        expect(high).toBeLessThanOrEqual(1);
        if (a !== b) expect(high).toBeGreaterThan(low);
      }),
    );
  });
});
