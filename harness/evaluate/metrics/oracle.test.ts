import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alwaysModel, type Outcomes } from '../outcomes.ts';
import { curvePoint } from '../sweep.ts';
import { oracle, oracleChoices } from './oracle.ts';
import { frontierQualityAt, oracleFrontier, thinFrontier } from './oracle-frontier.ts';

// Three queries × two models (cheap, dear): both right · only the dear right · none right.
const TOY: Outcomes = {
  rows: 3,
  width: 2,
  quality: Float64Array.of(1, 1, 0, 1, 0, 0),
  costUsd: Float64Array.of(1, 10, 2, 20, 3, 30),
  latencyMs: new Float64Array(6),
  signals: new Map(),
};

const outcomes = fc.integer({ min: 1, max: 12 }).chain((rows) =>
  fc.record({
    rows: fc.constant(rows),
    width: fc.constant(3),
    quality: fc.array(fc.integer({ min: 0, max: 4 }), { minLength: rows * 3, maxLength: rows * 3 }),
    costUsd: fc.array(fc.integer({ min: 0, max: 9 }), { minLength: rows * 3, maxLength: rows * 3 }),
    choices: fc.array(fc.integer({ min: 0, max: 2 }), { minLength: rows, maxLength: rows }),
  }),
);
const asOutcomes = ({
  rows,
  width,
  quality,
  costUsd,
}: {
  rows: number;
  width: number;
  quality: number[];
  costUsd: number[];
}): Outcomes => ({
  rows,
  width,
  quality: Float64Array.from(quality, (value) => value / 4),
  costUsd: Float64Array.from(costUsd),
  latencyMs: new Float64Array(rows * width),
  signals: new Map(),
});

describe('oracle', () => {
  it('takes the best answer, the cheapest of equals, and the cheapest model where none is right', () => {
    expect([...oracleChoices(TOY)]).toEqual([0, 1, 0]);
    expect(oracle(TOY)).toEqual({ costUsd: 24 / 3, quality: 2 / 3 });
  });

  it("charges nothing for an unsolved query by RouterBench's convention", () => {
    expect(oracle(TOY, 'free')).toEqual({ costUsd: 21 / 3, quality: 2 / 3 });
  });

  it('takes only what is allowed', () => {
    expect([...oracleChoices({ ...TOY, allowed: Uint8Array.of(0, 1, 1, 0, 0, 0) })]).toEqual([1, 0, -1]);
  });
});

describe('oracleFrontier', () => {
  it('starts with the cheapest models and takes the steps that yield most first', () => {
    const { costUsd, quality } = oracleFrontier(TOY);
    expect([...costUsd]).toEqual([6 / 3, 24 / 3]);
    expect([...quality]).toEqual([1 / 3, 2 / 3]);
    expect(frontierQualityAt({ costUsd, quality }, 15 / 3)).toBeCloseTo(0.5, 12);
    expect(frontierQualityAt({ costUsd, quality }, 99)).toBe(2 / 3);
  });

  it('is never beaten, neither by a choice nor by a mixture of two', () => {
    fc.assert(
      fc.property(outcomes, (given) => {
        const toy = asOutcomes(given);
        const frontier = oracleFrontier(toy);
        const a = curvePoint(0, Int16Array.from(given.choices), toy);
        const b = curvePoint(0, alwaysModel(toy, 2), toy);
        for (const share of [0, 0.3, 1]) {
          const cost = a.costUsd + share * (b.costUsd - a.costUsd);
          const quality = a.quality + share * (b.quality - a.quality);
          expect(frontierQualityAt(frontier, cost)).toBeGreaterThanOrEqual(quality - 1e-9);
        }
        const best = oracle(toy);
        expect(frontierQualityAt(frontier, best.costUsd)).toBeCloseTo(best.quality, 9);
      }),
    );
  });

  it('thins to a few points with both ends', () => {
    const frontier = { costUsd: Float64Array.of(0, 1, 2, 3, 4), quality: Float64Array.of(0, 4, 7, 9, 10) };
    expect(thinFrontier(frontier, 3)).toEqual([
      { costUsd: 0, quality: 0 },
      { costUsd: 2, quality: 7 },
      { costUsd: 4, quality: 10 },
    ]);
    expect(thinFrontier({ costUsd: Float64Array.of(1), quality: Float64Array.of(0.5) }, 3)).toHaveLength(1);
  });
});
