import { describe, expect, it } from 'vitest';
import { emptySignal, emptyTable, STATUS } from '../../outcome-table.ts';
import { withFewOutcomes } from './few-outcomes.ts';

const request = { messages: [{ role: 'user' as const, content: 'x' }], metadata: {} };
const empty = emptyTable(
  Array.from({ length: 50 }, (_, i) => ({ id: `q${i}`, task: 'a', request })),
  [{ id: 'old' }, { id: 'new' }],
);
empty.quality.fill(1);
empty.outputTokens.fill(7);
empty.status.fill(STATUS.ok);
const judge = emptySignal(100);
judge.values.fill(0.5);
const table = { ...empty, signals: new Map([['judge', judge]]) };

const known = (outcomes: number) => {
  const few = withFewOutcomes(table, 1, outcomes, 4);
  return [...few.examples.keys()].filter((row) => few.status[row * 2 + 1] === STATUS.ok);
};

describe('withFewOutcomes', () => {
  it('keeps so many outcomes of one model, with all that belongs to them, and all of the others', () => {
    const few = withFewOutcomes(table, 1, 12, 4);
    for (const column of [few.quality, few.outputTokens, few.signals.get('judge')!.values]) {
      expect(column.filter((value, cell) => cell % 2 === 1 && !Number.isNaN(value))).toHaveLength(12);
      expect(column.filter((value, cell) => cell % 2 === 0 && !Number.isNaN(value))).toHaveLength(50);
    }
    expect(table.quality.every((q) => q === 1)).toBe(true);
  });

  it('keeps among more outcomes those that it keeps of fewer', () => {
    expect(known(20)).toEqual(expect.arrayContaining(known(5)));
    expect(known(5)).not.toEqual([0, 1, 2, 3, 4]);
  });
});
