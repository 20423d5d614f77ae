import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { optimalChoice } from './optimal-choice.ts';
import { oracleChoices } from './oracle.ts';
import { anyRouted, outcomesFrom } from './toy-outcomes.fixture.ts';

// Four queries × (cheap, middle, dear): all right · only the dear right · none right · the two dearer right.
const TOY = outcomesFrom(
  [
    [1, 1, 1],
    [0, 0, 1],
    [0, 0, 0],
    [0, 1, 1],
  ],
  [
    [1, 2, 10],
    [1, 2, 10],
    [1, 2, 10],
    [1, 2, 10],
  ],
);
const figures = (choices: readonly number[], outcomes = TOY, bill = 0) => {
  const chosen = Int16Array.from(choices);
  const costUsd = Float64Array.from(chosen, (model, i) => bill + (outcomes.costUsd[i * outcomes.width + model] ?? 0));
  return optimalChoice(outcomes, oracleChoices(outcomes), chosen, costUsd);
};

describe('optimalChoice', () => {
  it('is 1 throughout for the oracle', () => {
    expect(figures([0, 2, 0, 1])).toEqual({ selection: 1, cost: 1, accuracy: 1 });
  });

  it('counts the solvable queries only, and the cost of right answers only (worked by hand)', () => {
    // Always the dear one: right on 3 of 3 solvable, cheapest right on 1; cheapest right costs 1 + 10 + 2 of 30.
    expect(figures([2, 2, 2, 2])).toEqual({ selection: 1 / 3, cost: 13 / 30, accuracy: 1 });
    // Always the middle one: right on 2 of 3, cheapest right on 1; 1 + 2 of 4.
    expect(figures([1, 1, 1, 1])).toEqual({ selection: 1 / 3, cost: 3 / 4, accuracy: 2 / 3 });
  });

  it('has the bill of routing in what was spent', () => {
    expect(figures([0, 2, 0, 1], TOY, 1).cost).toBeCloseTo(13 / 16, 12);
  });

  it('counts a refused query that could be solved as wrong', () => {
    expect(figures([-1, 2, 0, 1])).toEqual({ selection: 2 / 3, cost: 1, accuracy: 2 / 3 });
  });

  it('says why where nothing is solved, nothing is right or nothing costs anything', () => {
    const why = (text: string) => ({ undefined: expect.stringContaining(text) });
    expect(figures([0], outcomesFrom([[0, 0]], [[1, 2]])).selection).toEqual(why('no model answers'));
    expect(figures([0], outcomesFrom([[0, 1]], [[1, 2]])).cost).toEqual(why('right on none'));
    expect(figures([1], outcomesFrom([[0, 1]], [[1, 0]])).cost).toEqual(why('cost nothing'));
  });

  it('stays between 0 and 1 and does not change with the unit of cost', () => {
    fc.assert(
      fc.property(anyRouted, ({ outcomes, choices }) => {
        const plain = figures(choices, outcomes);
        const scaled = figures(choices, { ...outcomes, costUsd: outcomes.costUsd.map((usd) => usd * 8) });
        expect(scaled).toEqual(plain);
        for (const figure of Object.values(plain)) {
          if (typeof figure !== 'number') continue;
          expect(figure).toBeGreaterThanOrEqual(0);
          expect(figure).toBeLessThanOrEqual(1);
        }
      }),
    );
  });
});
