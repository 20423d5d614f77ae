import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { curvePoint } from '../sweep.ts';
import { gapToOracle } from './gap-to-oracle.ts';
import { oracle, oracleChoices } from './oracle.ts';
import { anyRouted, outcomesFrom } from './toy-outcomes.fixture.ts';

// Four queries × (cheap, dear): both right · only the dear right · none right · the dear half right.
const TOY = outcomesFrom(
  [
    [1, 1],
    [0, 1],
    [0, 0],
    [0, 0.5],
  ],
  [
    [1, 10],
    [2, 20],
    [3, 30],
    [4, 40],
  ],
);
const gap = (choices: readonly number[], outcomes = TOY, billUsd?: Float64Array) =>
  gapToOracle(outcomes, oracleChoices(outcomes), Int16Array.from(choices), billUsd);

describe('gapToOracle', () => {
  it('sorts every query into one part (worked by hand)', () => {
    // Dear · cheap · dear · dear: dearer by 9 · wrong, 18 cheaper · unsolvable, 27 dearer · as the oracle.
    expect(gap([1, 0, 1, 1], TOY, Float64Array.of(1, 1, 1, 1))).toEqual({
      unsolvable: { share: 0.25, quality: 0.25, costUsd: 27 / 4 },
      wrongModel: { share: 0.25, quality: 0.25, costUsd: -18 / 4 },
      dearer: { share: 0.25, quality: 0, costUsd: 9 / 4 },
      optimal: { share: 0.25, quality: 0, costUsd: 0 },
      partlySolved: 0.5 / 4,
      routingUsd: 1,
    });
  });

  it('leaves the oracle nothing but what no model solves', () => {
    const { wrongModel, dearer, optimal } = gap([0, 1, 0, 1]);
    expect([wrongModel.share, dearer.share, optimal.share]).toEqual([0, 0, 0.75]);
  });

  it('counts a refusal as a wrong model where a model was allowed, else as unsolvable', () => {
    const refused = gap([-1, -1, -1, -1], { ...TOY, allowed: Uint8Array.of(0, 0, 1, 1, 1, 1, 1, 1) });
    expect(refused.wrongModel).toMatchObject({ share: 0.5, quality: 1.5 / 4 });
    expect(refused.unsolvable.share).toBe(0.5);
  });

  // RouteLLM's GSM8K responses: of 1,307 queries 382 only the strong model solves, 94 only the weak one, 739 both.
  it("has the counts of RouteLLM's GSM8K for always calling the strong model", () => {
    const kinds: readonly [number, number[]][] = [
      [382, [0, 1]],
      [94, [1, 0]],
      [739, [1, 1]],
      [92, [0, 0]],
    ];
    const quality = kinds.flatMap(([count, pair]) => Array<number[]>(count).fill(pair));
    const outcomes = outcomesFrom(
      quality,
      quality.map(() => [1, 25]),
    );
    const always = gap(
      quality.map(() => 1),
      outcomes,
    );
    const parts = [always.optimal, always.wrongModel, always.dearer, always.unsolvable];
    expect(parts.map(({ share }) => Math.round(1307 * share))).toEqual(kinds.map(([count]) => count));
    expect(always.wrongModel.quality).toBeCloseTo(0.92961 - 0.857689, 5);
  });

  it('adds up: shares to 1, quality to the gap, USD to the difference in cost', () => {
    fc.assert(
      fc.property(anyRouted, ({ outcomes, choices }) => {
        const bill = new Float64Array(outcomes.rows).fill(0.25);
        const { partlySolved, routingUsd, ...parts } = gap(choices, outcomes, bill);
        const total = (of: 'share' | 'costUsd') => Object.values(parts).reduce((sum, part) => sum + part[of], 0);
        const best = oracle(outcomes);
        const own = curvePoint(0, Int16Array.from(choices), outcomes, { billUsd: bill, billLatencyMs: bill });
        expect(total('share')).toBeCloseTo(1, 12);
        expect(parts.wrongModel.quality).toBeCloseTo(best.quality - own.quality, 12);
        expect(parts.unsolvable.quality + partlySolved).toBeCloseTo(1 - best.quality, 12);
        expect(total('costUsd') + routingUsd).toBeCloseTo(own.costUsd - best.costUsd, 12);
      }),
    );
  });
});
