import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CostQuality } from '../results.ts';
import { hull, positionAt, qualityAt } from './hull.ts';

const points = (...pairs: readonly [number, number][]): CostQuality[] =>
  pairs.map(([costUsd, quality]) => ({ costUsd, quality }));
const pairs = (vertices: readonly CostQuality[]) => vertices.map(({ costUsd, quality }) => [costUsd, quality]);

// RouterBench's own code (evaluation/AIQ.py) on the same points; it keeps every cost and lifts its quality.
const LIFTED: readonly { given: [number, number][]; lifted: [number, number][] }[] = [
  {
    given: [
      [0, 0],
      [1, 0.2],
      [2, 1],
    ],
    lifted: [
      [0, 0],
      [1, 0.5],
      [2, 1],
    ],
  },
  {
    given: [
      [0, 0.2],
      [1, 0.8],
      [2, 0.5],
    ],
    lifted: [
      [0, 0.2],
      [1, 0.8],
    ],
  },
  {
    given: [
      [0, 0.9],
      [1, 0.6],
      [2, 0.3],
    ],
    lifted: [[0, 0.9]],
  },
  {
    given: [
      [0, 0.1],
      [1, 0.9],
      [2, 0.3],
      [3, 0.85],
      [4, 0.95],
    ],
    lifted: [
      [0, 0.1],
      [1, 0.9],
      [2, 0.916667],
      [3, 0.933333],
      [4, 0.95],
    ],
  },
];

const anyPoints = fc.array(
  fc.record({ costUsd: fc.integer({ min: 0, max: 50 }), quality: fc.integer({ min: 0, max: 20 }) }),
  { minLength: 1, maxLength: 40 },
);

describe('hull', () => {
  it.each(LIFTED)("lifts $given as RouterBench's code does", ({ given, lifted }) => {
    const vertices = hull(points(...given));
    for (const [costUsd, quality] of lifted) expect(qualityAt(vertices, costUsd)).toBeCloseTo(quality, 6);
    expect(vertices.at(-1)!.costUsd).toBe(lifted.at(-1)![0]);
  });

  it('keeps the better of two points at one cost, and takes one or two points', () => {
    expect(pairs(hull(points([1, 0.3], [1, 0.6], [2, 0.9])))).toEqual([
      [1, 0.6],
      [2, 0.9],
    ]);
    expect(pairs(hull(points([1, 0.3])))).toEqual([[1, 0.3]]);
    expect(pairs(hull(points([2, 0.3], [1, 0.2])))).toEqual([
      [1, 0.2],
      [2, 0.3],
    ]);
  });

  it('leaves points on an edge out and remembers where its vertices stood', () => {
    const vertices = hull(points([2, 1], [1, 0.5], [0, 0]));
    expect(vertices.map(({ index }) => index)).toEqual([2, 0]);
  });

  it('is idempotent, rising and concave, and no point is above it', () => {
    fc.assert(
      fc.property(anyPoints, (given) => {
        const vertices = hull(given);
        expect(pairs(hull(vertices))).toEqual(pairs(vertices));
        for (let i = 1; i < vertices.length; i++) {
          expect(vertices[i]!.costUsd).toBeGreaterThan(vertices[i - 1]!.costUsd);
          expect(vertices[i]!.quality).toBeGreaterThan(vertices[i - 1]!.quality);
        }
        for (const { costUsd, quality } of given) {
          expect(qualityAt(vertices, costUsd)!).toBeGreaterThanOrEqual(quality - 1e-9);
        }
      }),
    );
  });
});

describe('positionAt', () => {
  it('is flat outside and linear inside', () => {
    const vertices = points([1, 0.2], [3, 0.6]);
    expect(positionAt(vertices, 0)).toEqual({ lower: 0, upper: 0, shareOfUpper: 0 });
    expect(positionAt(vertices, 2.5)).toEqual({ lower: 0, upper: 1, shareOfUpper: 0.75 });
    expect(positionAt(vertices, 9)).toEqual({ lower: 1, upper: 1, shareOfUpper: 0 });
    expect(qualityAt(vertices, 0.5)).toBeUndefined();
    expect(qualityAt(vertices, 2)).toBeCloseTo(0.4, 12);
  });
});
