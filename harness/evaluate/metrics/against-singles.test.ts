import { describe, expect, it } from 'vitest';
import { againstSingles } from './against-singles.ts';

const FACTS = {
  best: { costUsd: 10, quality: 0.8 },
  random: { costUsd: 5, quality: 0.6 },
  oracle: { costUsd: 3, quality: 0.95 },
};
const POINTS = [
  { costUsd: 2, quality: 0.7 },
  { costUsd: 4, quality: 0.8 },
  { costUsd: 6, quality: 0.84 },
];

describe('againstSingles', () => {
  it('compares the chosen point, the best point and the cheapest good point (worked by hand)', () => {
    expect(againstSingles({ quality: 0.7 }, POINTS, FACTS)).toEqual({
      gainOverRandom: expect.closeTo(0.1, 12),
      gainOverBest: expect.closeTo(-0.1, 12),
      gapToOracle: expect.closeTo(0.25, 12),
      perfGain: expect.closeTo(0.04, 12),
      costSave: expect.closeTo(0.6, 12),
    });
  });

  it('is zero throughout for the best single model itself, whatever the rounding', () => {
    const itself = { costUsd: 10, quality: 0.8 - 1e-16 };
    const figures = againstSingles(itself, [itself], FACTS);
    expect(figures.perfGain).toBeCloseTo(0, 12);
    expect(figures.costSave).toBe(0);
  });

  it('has a negative saving where being as good costs more', () => {
    expect(againstSingles({ quality: 0.8 }, [{ costUsd: 15, quality: 0.8 }], FACTS).costSave).toBeCloseTo(-0.5, 12);
  });

  it('says why there is no saving', () => {
    const why = (text: string) => ({ undefined: expect.stringContaining(text) });
    expect(againstSingles({ quality: 0.7 }, POINTS.slice(0, 1), FACTS).costSave).toEqual(why('as good as'));
    const free = { ...FACTS, best: { costUsd: 0, quality: 0.8 } };
    expect(againstSingles({ quality: 0.7 }, POINTS, free).costSave).toEqual(why('costs nothing'));
  });
});
