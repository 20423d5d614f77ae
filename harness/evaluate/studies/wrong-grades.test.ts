import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyTable, type OutcomeTable, STATUS } from '../../outcome-table.ts';
import { withWrongGrades } from './wrong-grades.ts';

/** Rows of two models; the task of row i is `tasks[i % tasks.length]`. */
function tableOf(qualities: readonly (readonly [number, number])[], tasks: readonly string[] = ['a']): OutcomeTable {
  const request = { messages: [{ role: 'user' as const, content: 'x' }], metadata: {} };
  const examples = qualities.map((_, i) => ({ id: `q${i}`, task: tasks[i % tasks.length]!, request }));
  const table = emptyTable(examples, [{ id: 'a' }, { id: 'b' }]);
  table.quality.set(qualities.flat());
  table.status.fill(STATUS.ok);
  return table;
}

const all = (table: OutcomeTable) => [...table.examples.keys()];
const ROWS = Array.from({ length: 2000 }, (_, i) => [i % 2, i % 3 === 0 ? 1 : 0] as const);

describe('withWrongGrades', () => {
  it('inverts about the share of right-or-wrong grades, and nothing outside the rows', () => {
    const table = tableOf(ROWS);
    const rows = all(table).slice(0, 1000);
    const { quality } = withWrongGrades(table, rows, 0.2, 1);
    const wrong = quality.reduce((count, q, cell) => count + (q === table.quality[cell] ? 0 : 1), 0);
    expect(wrong / 2000).toBeGreaterThan(0.17);
    expect(wrong / 2000).toBeLessThan(0.23);
    expect(quality.subarray(2000)).toEqual(table.quality.subarray(2000));
  });

  it('changes nothing at rate 0, every right-or-wrong grade at rate 1, and never the table given', () => {
    const table = tableOf(ROWS);
    const before = table.quality.slice();
    expect(withWrongGrades(table, all(table), 0, 1).quality).toEqual(before);
    expect(withWrongGrades(table, all(table), 1, 1).quality).toEqual(before.map((q) => 1 - q));
    expect(table.quality).toEqual(before);
  });

  it('replaces grades by degrees by those of the same model on the same task', () => {
    const graded = Array.from({ length: 60 }, (_, i) => [i % 2 ? 0.25 : 0.5, i % 2 ? 0.75 : 1] as [number, number]);
    const table = tableOf(graded, ['even', 'odd']);
    expect(withWrongGrades(table, all(table), 1, 1).quality).toEqual(table.quality);
    const mixed = tableOf(graded);
    const { quality } = withWrongGrades(mixed, all(mixed), 1, 1);
    expect(quality).not.toEqual(mixed.quality);
    expect(quality.every((q, cell) => (cell % 2 === 0 ? [0.25, 0.5] : [0.75, 1]).includes(q))).toBe(true);
  });

  it('leaves wrong at every higher rate what is wrong at one, and missing what is missing', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }), (a, b) => {
        const table = tableOf([
          [0, 1],
          [1, Number.NaN],
          [1, 1],
          [0, 0],
        ]);
        const [few, many] = [Math.min(a, b), Math.max(a, b)].map(
          (rate) => withWrongGrades(table, all(table), rate, 3).quality,
        );
        table.quality.forEach((q, cell) => {
          if (Number.isNaN(q)) expect(many![cell]).toBeNaN();
          else if (few![cell] !== q) expect(many![cell]).toBe(few![cell]);
        });
      }),
    );
  });
});
