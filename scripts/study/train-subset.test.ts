import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { syntheticInput } from '../../harness/evaluate/synthetic-input.ts';
import { trainSubset } from './train-subset.ts';

const { split } = syntheticInput({ examples: 300, models: 2, seed: 1, groupSize: 3 });

describe('trainSubset', () => {
  it('takes whole units, the larger subset containing the smaller, and leaves validate and test alone', () => {
    const share = fc.double({ min: 0.01, max: 1, noNaN: true });
    fc.assert(
      fc.property(share, share, fc.integer({ min: 0, max: 1e6 }), (a, b, seed) => {
        const [small, large] = [Math.min(a, b), Math.max(a, b)].map((part) => trainSubset(split, part, seed));
        const inLarge = new Set(large!.train);
        for (const row of small!.train) expect(inLarge.has(row)).toBe(true);
        const units = new Set(Array.from(small!.train, (row) => split.units[row]));
        expect(Array.from(split.train).filter((row) => units.has(split.units[row]))).toEqual([...small!.train]);
        expect(small!.train.length).toBeGreaterThanOrEqual(Math.min(a, b) * split.train.length);
        expect(small!.train.length).toBeLessThan(Math.min(a, b) * split.train.length + 3);
        expect(small!.validate).toBe(split.validate);
        expect(small!.figures.train).toBe(small!.train.length);
      }),
    );
  });

  it('is all of train at a share of 1', () => {
    expect(trainSubset(split, 1, 7).train).toEqual(split.train);
  });
});
