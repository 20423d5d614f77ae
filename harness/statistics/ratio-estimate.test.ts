import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { random } from '../random.ts';
import { clustersOf, singletons } from './clusters.ts';
import { halfWidth, mean } from './mean-estimate.ts';
import { ratioEstimate } from './ratio-estimate.ts';

describe('ratioEstimate', () => {
  it('is exact for a numerator in proportion', () => {
    const denominator = Float64Array.of(2, 3, 4, 5);
    const ratio = ratioEstimate(
      denominator.map((x) => 3 * x),
      denominator,
      singletons(4),
    );
    expect(ratio).toEqual({
      value: expect.closeTo(3, 12),
      low: expect.closeTo(3, 6),
      high: expect.closeTo(3, 6),
      n: 4,
      clusters: 4,
    });
  });

  it('of a constant denominator is the interval of the mean, divided', () => {
    const numerator = Float64Array.of(1, 2, 3, 6);
    const half = halfWidth(numerator, 3, singletons(4));
    const ratio = ratioEstimate(numerator, new Float64Array(4).fill(2), singletons(4));
    expect(ratio).toMatchObject({ value: 1.5 });
    if ('undefined' in ratio) throw new Error(ratio.undefined);
    expect(ratio.low).toBeCloseTo((3 - half) / 2, 12);
    expect(ratio.high).toBeCloseTo((3 + half) / 2, 12);
  });

  it('ends where a t test of numerator − θ · denominator just fails to reject, with clusters too', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e6 }), fc.integer({ min: 1, max: 3 }), (seed, groupSize) => {
        const rng = random(seed);
        const n = 30;
        const numerator = Float64Array.from({ length: n }, () => rng.next());
        const denominator = Float64Array.from({ length: n }, (_, i) => 1 + rng.next() + 0.5 * numerator[i]!);
        const clusters = clustersOf(Array.from({ length: n }, (_, i) => Math.floor(i / groupSize)));
        const ratio = ratioEstimate(numerator, denominator, clusters);
        if ('undefined' in ratio) throw new Error(ratio.undefined);
        expect(ratio.low).toBeLessThan(ratio.value);
        expect(ratio.high).toBeGreaterThan(ratio.value);
        for (const theta of [ratio.low, ratio.high]) {
          const rest = numerator.map((value, i) => value - theta * denominator[i]!);
          expect(Math.abs(mean(rest))).toBeCloseTo(halfWidth(rest, mean(rest), clusters), 9);
        }
      }),
      { numRuns: 50 },
    );
  });

  it('has no interval where the denominator cannot be told apart from 0', () => {
    const ratio = ratioEstimate(Float64Array.of(1, 1, 1, 1), Float64Array.of(1, -1, 1, 0), singletons(4));
    expect(ratio).toEqual({ undefined: expect.stringMatching(/^because/) });
    expect(ratioEstimate(Float64Array.of(1, 2), Float64Array.of(0, 0), singletons(2))).toHaveProperty('undefined');
  });
});
