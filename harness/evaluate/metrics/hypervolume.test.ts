import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hypervolume } from './hypervolume.ts';

describe('hypervolume', () => {
  it('is the area under the steps of the points (worked by hand)', () => {
    const points = [
      { costUsd: 2, quality: 0.5 },
      { costUsd: 6, quality: 0.8 },
      { costUsd: 7, quality: 0.6 },
      { costUsd: 12, quality: 0.9 },
    ];
    // .5 from 2 to 6, .8 from 6 to 10, of 10.
    expect(hypervolume(points, 10)).toBeCloseTo((0.5 * 4 + 0.8 * 4) / 10, 12);
  });

  it('is 0 for a point as dear as the dearest model and does not exist where all are free', () => {
    expect(hypervolume([{ costUsd: 10, quality: 1 }], 10)).toBe(0);
    expect(hypervolume([{ costUsd: 0, quality: 1 }], 0)).toEqual({ undefined: 'because all single models are free' });
  });

  it('never falls when a point is added, and stays within 0 and 1', () => {
    const point = fc.record({
      costUsd: fc.integer({ min: 0, max: 12 }),
      quality: fc.double({ min: 0, max: 1, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(point, { minLength: 1, maxLength: 10 }), point, (points, more) => {
        const before = hypervolume(points, 10) as number;
        const after = hypervolume([...points, more], 10) as number;
        expect(after).toBeGreaterThanOrEqual(before - 1e-12);
        expect(after).toBeLessThanOrEqual(1);
        expect(before).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});
