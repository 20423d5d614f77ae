import { describe, expect, it } from 'vitest';
import type { Neighbours } from '../embed/nearest.ts';
import { random } from '../random.ts';
import { clippedWeights, expectedChange } from './expected-change.ts';

const neighbours = (k: number, indices: readonly number[]): Neighbours => ({
  k,
  indices: Int32Array.from(indices),
  similarity: new Float64Array(indices.length).fill(1),
});

describe('the expected change', () => {
  it('is the mean of the neighbours of B plus the weighted errors on A, worked by hand', () => {
    const outcomes = Float64Array.of(1, 0, 1, 0);
    const ofA = neighbours(1, [1, 0, 3, 2]);
    const ofB = neighbours(1, [0, 2]);
    // Predictions on A 0, 1, 0, 1: errors 1, −1, 1, −1, weighted 3, 0, 1, 0 (mean 1): +1. On B 1, 1. Before: .5.
    const { before, value, n } = expectedChange({ outcomes, ofA, ofB, weights: Float64Array.of(3, 0, 1, 0) })!;
    expect({ before, value, n }).toEqual({ before: 0.5, value: 1.5, n: 4 });
  });

  it('leaves out missing outcomes, and is undefined without two', () => {
    const weights = new Float64Array(3).fill(1);
    const [ofA, ofB] = [neighbours(1, [1, 0, 0]), neighbours(1, [0, 1])];
    const known = expectedChange({ outcomes: Float64Array.of(1, 1, Number.NaN), ofA, ofB, weights })!;
    expect(known).toMatchObject({ before: 1, value: 0, low: 0, high: 0, n: 2 });
    expect(expectedChange({ outcomes: Float64Array.of(1, Number.NaN, Number.NaN), ofA, ofB, weights })).toBeUndefined();
  });

  it('covers the truth under covariate shift, though predictions and weights are both rough', () => {
    let covered = 0;
    const runs = 200;
    for (let seed = 0; seed < runs; seed++) {
      const { low, high } = simulatedChange(seed);
      if (low <= TRUE_CHANGE && TRUE_CHANGE <= high) covered += 1;
    }
    // Nominal .95; two standard errors at 200 runs are .031.
    expect(covered / runs).toBeGreaterThan(0.915);
    expect(covered / runs).toBeLessThan(0.985);
  });
});

/** Ten kinds of prompts: kind c succeeds with (c + .5) / 10. A has them evenly, B in shares rising from 1 to 10 of 55. */
const CHANCE = Array.from({ length: 10 }, (_, c) => (c + 0.5) / 10);
const SHARE_B = Array.from({ length: 10 }, (_, c) => (c + 1) / 55);
const TRUE_CHANGE = CHANCE.reduce((sum, chance, c) => sum + chance * (SHARE_B[c]! - 0.1), 0);

const CUMULATED_B = SHARE_B.map((_, c) => SHARE_B.slice(0, c + 1).reduce((sum, share) => sum + share, 0));

/** Neighbours are prompts of the same kind, or of the next where a coin says so; weights are the true ratios. */
function simulatedChange(seed: number) {
  const rng = random(seed);
  const kindA = Array.from({ length: 300 }, () => rng.integer(10));
  const kindB = Array.from({ length: 200 }, () => {
    const draw = rng.next();
    return Math.max(
      0,
      CUMULATED_B.findIndex((end) => draw < end),
    );
  });
  const byKind = CHANCE.map((_, c) => [...kindA.keys()].filter((row) => kindA[row] === c));
  const nearest = (kind: number, self: number) =>
    Array.from({ length: 5 }, () => {
      const rows = byKind[Math.min(9, kind + rng.integer(2))]!;
      const at = rng.integer(rows.length);
      return rows[at] === self ? rows[(at + 1) % rows.length]! : rows[at]!;
    });
  const outcomes = Float64Array.from(kindA, (kind) => (rng.next() < CHANCE[kind]! ? 1 : 0));
  return expectedChange({
    outcomes,
    ofA: neighbours(5, kindA.flatMap(nearest)),
    ofB: neighbours(
      5,
      kindB.flatMap((kind) => nearest(kind, -1)),
    ),
    weights: Float64Array.from(kindA, (kind) => SHARE_B[kind]! * 10),
  })!;
}

describe('clipped weights', () => {
  it('count what was clipped and the prompts that the rest are worth', () => {
    const { weights, clipped, effectiveSize } = clippedWeights(Float64Array.of(1, 1, 50, 1), 10);
    expect([...weights]).toEqual([1, 1, 10, 1]);
    expect(clipped).toBe(0.25);
    expect(effectiveSize).toBeCloseTo(169 / 103, 12);
    expect(clippedWeights(new Float64Array(8).fill(2), 10).effectiveSize).toBe(8);
  });
});
