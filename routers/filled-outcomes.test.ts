import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyTable, type OutcomeTable, STATUS } from '../harness/outcome-table.ts';
import { filledOutcomes } from './filled-outcomes.ts';
import { contractTable, withHoles } from './fixtures.contract.ts';
import { answeredOutcomes, meanOutcomes } from './outcome-means.ts';

const NONE = Number.NaN;

/** Rows of qualities, one row for each task; NaN = not answered. */
function tableOf(rows: readonly (readonly number[])[], tasks: readonly string[]): OutcomeTable {
  const models = rows[0]!.map((_, m) => ({ id: `m${m}` }));
  const request = { messages: [{ role: 'user' as const, content: 'x' }], metadata: {} };
  const table = emptyTable(
    rows.map((_, i) => ({ id: String(i), task: tasks[i]!, request })),
    models,
  );
  rows.flat().forEach((q, cell) => {
    table.quality[cell] = q;
    if (Number.isNaN(q)) return;
    table.status[cell] = STATUS.ok;
    table.outputTokens[cell] = 100 * (1 + (cell % models.length));
  });
  return table;
}

describe('filledOutcomes', () => {
  it('leaves a table without gaps as it is', () => {
    const table = contractTable(30, 1);
    expect(filledOutcomes(table, 'knn')).toEqual(answeredOutcomes(table, 'knn'));
  });

  it('estimates by hand: ease of the prompt, plus the mean of the model shrunk to the pool by ten outcomes', () => {
    const rows = [
      [1, 0.8, 1],
      [0, 0.4, NONE],
    ];
    const { quality } = filledOutcomes(tableOf(rows, ['a', 'b']), 'knn');
    // Means .5, .6, 1; ease of the first row (.5 + .2) / 2 = .35, of the second −.35; pool mean (.5 + .6) / 2 = .55.
    const own = (1 - 0.35 + 10 * 0.55) / 11;
    expect(quality[5]).toBeCloseTo(-0.35 + own, 12);
    // The same, had the known outcome been of the same task.
    const task = (1 - 0.35 + 10 * own) / 11;
    expect(filledOutcomes(tableOf(rows, ['a', 'a']), 'knn').quality[5]).toBeCloseTo(-0.35 + task, 12);
  });

  it('believes one lucky outcome hardly, and a hundred of them mostly', () => {
    const meanAfter = (outcomes: number) => {
      const rows = Array.from({ length: 400 }, (_, i) => [i % 2, i % 2, i < outcomes ? 1 : NONE]);
      return meanOutcomes(filledOutcomes(tableOf(rows, Array(400).fill('a')), 'knn')).quality[2]!;
    };
    expect(meanAfter(1)).toBeGreaterThan(0.5);
    expect(meanAfter(1)).toBeLessThan(0.6);
    expect(meanAfter(100)).toBeGreaterThan(0.9);
  });

  it('estimates lengths from those of the model and of the prompt', () => {
    const table = tableOf(
      [
        [1, 1],
        [1, 1],
        [1, NONE],
      ],
      ['a', 'a', 'a'],
    );
    table.outputTokens[0] = 50;
    table.outputTokens[4] = 150;
    // Lengths of the first model 50, 100, 150: prompts of .5, 1 and 1.5 times the usual; the second used 400 for 1.5 of them.
    expect(filledOutcomes(table, 'knn').outputTokens[5]).toBeCloseTo((1.5 * 400) / 1.5, 9);
  });

  it('keeps what was answered, and fills with qualities from 0 to 1, whatever is missing', () => {
    fc.assert(
      fc.property(fc.array(fc.array(fc.constantFrom(0, 0.5, 1, NONE), { minLength: 3, maxLength: 3 })), (rows) => {
        const table = tableOf([[1, 0, 0.5], ...rows], ['a', ...rows.map((_, i) => `t${i % 3}`)]);
        const { quality, outputTokens } = filledOutcomes(table, 'knn');
        table.quality.forEach((q, cell) => {
          if (!Number.isNaN(q)) expect(quality[cell]).toBe(q);
          expect(quality[cell]).toBeGreaterThanOrEqual(0);
          expect(quality[cell]).toBeLessThanOrEqual(1);
          expect(outputTokens[cell]).toBeGreaterThan(0);
        });
      }),
    );
  });

  it('takes the model’s own mean in a pool of one', () => {
    const { quality } = filledOutcomes(tableOf([[1], [NONE]], ['a', 'b']), 'knn');
    expect(quality[1]).toBe(1);
    expect(filledOutcomes(withHoles(contractTable(30, 1)), 'knn').quality.every(Number.isFinite)).toBe(true);
  });
});
