import { describe, expect, it } from 'vitest';
import { neighbourMeans } from './knn-prediction.ts';
import type { Outcomes } from './outcome-means.ts';

const NONE = Number.NaN;

function outcomesOf(quality: readonly number[], width: number): Outcomes {
  return {
    rows: quality.length / width,
    width,
    quality: Float64Array.from(quality),
    outputTokens: Float64Array.from(quality, (q) => (Number.isNaN(q) ? NONE : 10 * (1 + q))),
  };
}

describe('neighbourMeans', () => {
  const learned = outcomesOf([1, 0, 0, NONE, 1, 1], 2);
  const found = { k: 3, indices: Int32Array.of(0, 1, 2), similarity: Float64Array.of(0.9, 0.5, -0.1) };
  const prior = { quality: Float64Array.of(0.5, 0.25), outputTokens: Float64Array.of(20, 30) };

  it('averages the known outcomes of the neighbours', () => {
    const { quality, outputTokens } = neighbourMeans(found, 0, learned, { weights: 'uniform', shrinkage: 0 }, prior);
    expect([...quality]).toEqual([2 / 3, 1 / 2]);
    expect([...outputTokens]).toEqual([50 / 3, 15]);
  });

  it('shrinks as if it had seen that many more neighbours at the prior', () => {
    const { quality } = neighbourMeans(found, 0, learned, { weights: 'uniform', shrinkage: 3 }, prior);
    expect(quality[0]).toBeCloseTo((2 + 3 * 0.5) / 6, 12);
    expect(quality[1]).toBeCloseTo((1 + 3 * 0.25) / 5, 12);
  });

  it('weighs by similarity, never negatively', () => {
    const { quality } = neighbourMeans(found, 0, learned, { weights: 'similarity', shrinkage: 0 }, prior);
    expect(quality[0]).toBeCloseTo(0.9 / 1.4, 12);
    expect(quality[1]).toBe(0);
  });

  it('is the prior where no neighbour is known', () => {
    const one = { k: 1, indices: Int32Array.of(1), similarity: Float64Array.of(0.5) };
    expect(neighbourMeans(one, 0, learned, { weights: 'uniform', shrinkage: 0 }, prior).quality[1]).toBe(0.25);
  });
});
