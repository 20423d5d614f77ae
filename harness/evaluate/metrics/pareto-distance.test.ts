import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CostQuality } from '../results.ts';
import { paretoDistances, paretoFrontier } from './pareto-distance.ts';

const points = (...pairs: readonly [number, number][]): CostQuality[] =>
  pairs.map(([costUsd, quality]) => ({ costUsd, quality }));
const anyPoints = fc.array(
  fc.record({ costUsd: fc.integer({ min: 0, max: 30 }), quality: fc.integer({ min: 0, max: 20 }) }),
  { minLength: 1, maxLength: 20 },
);

describe('paretoFrontier', () => {
  it('keeps what nothing beats, one point where several are equal', () => {
    expect(paretoFrontier(points([2, 0.5], [1, 0.4], [2, 0.6], [3, 0.6], [4, 0.7], [4, 0.7]))).toEqual(
      points([1, 0.4], [2, 0.6], [4, 0.7]),
    );
  });

  it('leaves no point that beats one of it', () => {
    fc.assert(
      fc.property(anyPoints, (given) => {
        for (const kept of paretoFrontier(given)) {
          const beaten = given.some(
            ({ costUsd, quality }) =>
              costUsd <= kept.costUsd && quality >= kept.quality && (costUsd < kept.costUsd || quality > kept.quality),
          );
          expect(beaten).toBe(false);
        }
      }),
    );
  });
});

describe('paretoDistances', () => {
  // Singles from (0, .2) to (10, .7): a unit of distance is 10 USD or half a point of quality.
  const SINGLES = points([0, 0.2], [10, 0.7]);

  it('is the mean distance to the nearest point of the frontier (worked by hand)', () => {
    const { singles, routers } = paretoDistances(SINGLES, [points([5, 0.6]), points([5, 0.6], [8, 0.4])]);
    expect(singles).toEqual([0, 0]);
    expect(routers[0]).toBe(0);
    // (8, .4) is .3 and .4 units from (5, .6): .5; from (10, .7) it is .2 and .6.
    expect(routers[1]).toBeCloseTo((0 + 0.5) / 2, 12);
  });

  it('says why there is none', () => {
    const why = (text: string) => ({ undefined: expect.stringContaining(text) });
    expect(paretoDistances(points([1, 0.2]), []).singles[0]).toEqual(why('cost the same'));
    expect(paretoDistances(points([1, 0.2], [2, 0.2]), []).singles[1]).toEqual(why('equally good'));
  });

  it('does not change with the unit of cost', () => {
    fc.assert(
      fc.property(anyPoints, (given) => {
        const scaled = given.map(({ costUsd, quality }) => ({ costUsd: costUsd * 1000, quality }));
        const plain = paretoDistances(SINGLES, [given]).routers[0] as number;
        expect(paretoDistances(points([0, 0.2], [10_000, 0.7]), [scaled]).routers[0]).toBeCloseTo(plain, 9);
      }),
    );
  });
});
