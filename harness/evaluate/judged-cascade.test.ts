import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type JudgedCascade, type JudgedRows, judgedPoints, judgedQuality } from './judged-cascade.ts';

const WIDTH = 3;
const BUDGETS = Float64Array.of(0, 2, 5, 9, Number.POSITIVE_INFINITY);

const rowsOfThree = fc.integer({ min: 1, max: 8 }).chain((rows) => {
  const cells = <T>(of: fc.Arbitrary<T>) => fc.array(of, { minLength: rows * WIDTH, maxLength: rows * WIDTH });
  return fc.record({
    quality: cells(fc.integer({ min: 0, max: 4 })),
    costUsd: cells(fc.integer({ min: 1, max: 5 })),
    good: cells(fc.boolean()),
    draw: cells(fc.integer({ min: 0, max: 9 })),
    allowed: cells(fc.integer({ min: 0, max: 3 })),
    order: fc.constantFrom([0, 1, 2], [2, 0, 1], [1, 2, 0]),
    errorRate: fc.constantFrom(0, 0.3, 0.8),
  });
});

/** One query under one budget, as the words have it: buy in order until the judge accepts or the budget would be passed. */
function byHand(
  rows: JudgedRows,
  { order, errorRate }: JudgedCascade,
  row: number,
  budget: number,
): { quality: number; costUsd: number } {
  let bought = { quality: 0, costUsd: 0 };
  let isFirst = true;
  for (const model of order) {
    const cell = row * WIDTH + model;
    const { outcomes, good, draw } = rows;
    if (outcomes.allowed![cell] === 0) continue;
    const costUsd = bought.costUsd + outcomes.costUsd[cell]!;
    if (!isFirst && costUsd > budget) break;
    bought = { quality: outcomes.quality[cell]!, costUsd };
    isFirst = false;
    const errs = draw[cell]! < errorRate;
    if (errs ? good[cell] === 0 : good[cell] === 1) break;
  }
  return bought;
}

describe('a judged cascade', () => {
  it('walked once has the cost and quality of every budget run by itself, and of their mixtures', () => {
    fc.assert(
      fc.property(rowsOfThree, ({ quality, costUsd, good, draw, allowed, order, errorRate }) => {
        const count = quality.length / WIDTH;
        const rows: JudgedRows = {
          outcomes: {
            rows: count,
            width: WIDTH,
            quality: Float64Array.from(quality, (q) => q / 4),
            costUsd: Float64Array.from(costUsd),
            latencyMs: new Float64Array(quality.length),
            signals: new Map(),
            allowed: Uint8Array.from(allowed, (bit) => Math.min(1, bit)),
          },
          good: Uint8Array.from(good, Number),
          draw: Float64Array.from(draw, (tenths) => tenths / 10),
        };
        const cascade = { order, budgets: BUDGETS, errorRate };
        const weights = Float64Array.of(0.1, 0.2, 0, 0.3, 0.15);
        const mixed = judgedQuality(rows, cascade, weights);
        const points = judgedPoints(rows, cascade);
        const each = Array.from(BUDGETS, (budget) =>
          Array.from({ length: count }, (_, row) => byHand(rows, cascade, row, budget)),
        );
        each.forEach((ofBudget, b) => {
          const mean = (of: 'quality' | 'costUsd') => ofBudget.reduce((sum, query) => sum + query[of], 0) / count;
          expect(points[b]!.quality).toBeCloseTo(mean('quality'), 10);
          expect(points[b]!.costUsd).toBeCloseTo(mean('costUsd'), 10);
        });
        mixed.forEach((value, row) => {
          const expected = each.reduce((sum, ofBudget, b) => sum + weights[b]! * ofBudget[row]!.quality, 0);
          expect(value).toBeCloseTo(expected, 10);
        });
      }),
    );
  });
});
