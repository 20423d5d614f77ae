import { describe, expect, it } from 'vitest';
import type { CostQuality } from '../results.ts';
import { aiqCodeCompatible, aiqMixture, aiqPaper } from './aiq.ts';

const points = (...pairs: readonly [number, number][]): CostQuality[] =>
  pairs.map(([costUsd, quality]) => ({ costUsd, quality }));
const A = points([1, 0.5], [2, 0.8], [4, 0.9]);
const B = points([0.5, 0.4], [1, 0.6], [2, 0.7]);

describe('aiqPaper', () => {
  it('is the mean height of the hull over the range (paper formula on the points of RouterBench, evaluation/AIQ.py)', () => {
    expect(aiqPaper(A, { lowUsd: 1, highUsd: 4 })).toBeCloseTo(0.783333, 6);
    expect(aiqPaper(B, { lowUsd: 0.5, highUsd: 2 })).toBeCloseTo(0.6, 12);
  });

  it('is flat beyond the last vertex and worth nothing before the first', () => {
    expect(aiqPaper(points([1, 0.5]), { lowUsd: 1, highUsd: 3 })).toBeCloseTo(0.5, 12);
    expect(aiqPaper(points([2, 0.5]), { lowUsd: 1, highUsd: 3 })).toBeCloseTo(0.25, 12);
  });

  it('does not exist where all models cost the same', () => {
    expect(aiqPaper(A, { lowUsd: 1, highUsd: 1 })).toEqual({ undefined: 'because all single models cost the same' });
  });
});

describe('aiqCodeCompatible', () => {
  // Figures by RouterBench's own code (evaluation/AIQ.py).
  it('depends on the company', () => {
    const [a, b] = aiqCodeCompatible([A, B]);
    expect(a).toBeCloseTo(0.5875, 12);
    expect(b).toBeCloseTo(0.575, 12);
  });

  it('does not change with the unit of cost, but with an offset', () => {
    expect(aiqCodeCompatible([points([10, 0.5], [20, 0.8], [40, 0.9])])[0]).toBeCloseTo(0.5875, 12);
    expect(aiqCodeCompatible([points([1, 0.5], [11, 0.8], [31, 0.9])])[0]).toBeCloseTo(0.7580645, 7);
  });

  it('does not exist where everything is free', () => {
    expect(aiqCodeCompatible([points([0, 0.5])])[0]).toEqual({
      undefined: 'because no compared router costs anything',
    });
  });
});

describe('aiqMixture', () => {
  it('has weights that sum to 1 and the mean height of the hull as its quality', () => {
    const mixture = aiqMixture(A, { lowUsd: 1, highUsd: 4 });
    expect(mixture.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 12);
    const quality = mixture.reduce((sum, { index, weight }) => sum + weight * A[index]!.quality, 0);
    // 401 even budgets stand for the integral, .783333; the trapezoid's half weights at both ends are the difference.
    expect(quality).toBeCloseTo(0.783333, 3);
  });

  it('is the best affordable point where all budgets are the same', () => {
    expect(aiqMixture(A, { lowUsd: 2, highUsd: 2 })).toEqual([{ index: 1, weight: expect.closeTo(1, 12) }]);
  });

  it('refuses points that leave the smallest budget without any', () => {
    expect(() => aiqMixture(A, { lowUsd: 0.5, highUsd: 4 })).toThrow('cheapest single model');
  });
});
