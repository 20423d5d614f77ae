import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { utility } from '../decide.ts';
import { curvePoint } from '../sweep.ts';
import { oracleFrontier } from './oracle-frontier.ts';
import { anyRouted, outcomesFrom } from './toy-outcomes.fixture.ts';
import { bestShare, bestValues } from './value-at-tradeoff.ts';

// Two queries × (cheap, dear): both right · only the dear right.
const TOY = outcomesFrom(
  [
    [1, 1],
    [0, 1],
  ],
  [
    [1, 4],
    [1, 4],
  ],
);
const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length;
const sharesOf = (choices: readonly number[], tradeoff: number, outcomes = TOY) =>
  bestShare(outcomes, Int16Array.from(choices), tradeoff, bestValues(outcomes, tradeoff));

describe('bestValues', () => {
  it('takes what is worth most at the tradeoff (worked by hand)', () => {
    expect([...bestValues(TOY, 10)]).toEqual([0.9, 0.6]);
    expect([...bestValues(TOY, 2)]).toEqual([0.5, -0.5]);
    expect([...bestValues(TOY, Number.POSITIVE_INFINITY)]).toEqual([1, 1]);
    expect([...bestValues(TOY, 0)]).toEqual([-1, -1]);
  });

  it('is 0 where nothing is allowed', () => {
    expect([...bestValues({ ...TOY, allowed: Uint8Array.of(0, 0, 0, 1) }, 10)]).toEqual([0, 0.6]);
  });

  it('is the value of the oracle frontier, and no choice is above it', () => {
    fc.assert(
      fc.property(
        anyRouted,
        fc.constantFrom(0.5, 3, 20, Number.POSITIVE_INFINITY),
        ({ outcomes, choices }, tradeoff) => {
          const most = mean(bestValues(outcomes, tradeoff));
          const { costUsd, quality } = oracleFrontier(outcomes);
          const onFrontier = Math.max(...Array.from(costUsd, (usd, k) => utility(quality[k]!, usd, tradeoff)));
          expect(onFrontier).toBeCloseTo(most, 9);
          const answered = Int16Array.from(choices, (model) => Math.max(0, model));
          const own = curvePoint(0, answered, outcomes);
          expect(utility(own.quality, own.costUsd, tradeoff)).toBeLessThanOrEqual(most + 1e-9);
        },
      ),
    );
  });
});

describe('bestShare', () => {
  it('is the share of choices among the best at the tradeoff', () => {
    expect(sharesOf([0, 1], 10)).toBe(1);
    expect(sharesOf([1, 1], 10)).toBe(0.5);
    expect(sharesOf([1, 1], Number.POSITIVE_INFINITY)).toBe(1);
    // λ = 2: the dear right answer is worth exactly as much as the cheap wrong one, 1 − 4/2 = 0 − 2/2.
    for (const model of [0, 1]) expect(sharesOf([model], 2, outcomesFrom([[0, 1]], [[2, 4]]))).toBe(1);
  });

  it('counts a refusal as right only where no model is allowed', () => {
    expect(sharesOf([-1, -1], 10)).toBe(0);
    expect(sharesOf([-1, -1], 10, { ...TOY, allowed: Uint8Array.of(0, 0, 0, 1) })).toBe(0.5);
  });
});
