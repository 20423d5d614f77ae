import { describe, expect, it } from 'vitest';
import { emptyTable, STATUS } from '../outcome-table.ts';
import { completeness } from './completeness.ts';

function tableOf(rows: number, fill: (row: number, model: number) => { status: number; quality: number }) {
  const examples = Array.from({ length: rows }, (_, i) => ({
    id: `e${i}`,
    request: { messages: [], metadata: {} },
    task: i % 2 === 0 ? 'even' : 'odd',
  }));
  const table = emptyTable(examples, [{ id: 'a' }, { id: 'b' }]);
  for (let row = 0; row < rows; row++) {
    for (let m = 0; m < 2; m++) {
      const { status, quality } = fill(row, m);
      table.status[row * 2 + m] = status;
      table.quality[row * 2 + m] = quality;
    }
  }
  return table;
}

describe('completeness', () => {
  it('keeps refusals, truncated and empty answers, and leaves errors and missing answers out', () => {
    const states = [STATUS.ok, STATUS.refused, STATUS.truncated, STATUS.empty, STATUS.error, STATUS.missing];
    const table = tableOf(6, (row) => ({ status: states[row]!, quality: row < 4 ? 0.5 : Number.NaN }));
    const { rows, missing } = completeness(table);
    expect([...rows]).toEqual([0, 1, 2, 3]);
    expect(missing).toEqual([
      { task: 'even', model: 'a', cells: 1 },
      { task: 'even', model: 'b', cells: 1 },
      { task: 'odd', model: 'a', cells: 1 },
      { task: 'odd', model: 'b', cells: 1 },
    ]);
  });

  it('bounds every model between all missing answers wrong and all right, above 2 % left out', () => {
    const gone = (row: number, m: number) => row === 0 && m === 1;
    const fill = (row: number, m: number) =>
      gone(row, m) ? { status: STATUS.error, quality: Number.NaN } : { status: STATUS.ok, quality: 0.5 };
    expect(completeness(tableOf(10, fill)).worstCase).toEqual([
      { model: 'a', low: 0.5, high: 0.5 },
      { model: 'b', low: 0.45, high: 0.55 },
    ]);
    expect(completeness(tableOf(50, fill)).worstCase).toBeUndefined();
  });
});
