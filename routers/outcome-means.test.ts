import { describe, expect, it } from 'vitest';
import { BenchError } from '../harness/bench-error.ts';
import { emptyTable, STATUS, takeRows } from '../harness/outcome-table.ts';
import { contractTable } from './fixtures.contract.ts';
import { answeredOutcomes, meanOutcomes } from './outcome-means.ts';

describe('answeredOutcomes', () => {
  it('names a model without any outcome', () => {
    const table = contractTable(12, 1);
    const silent = takeRows(table, [...Array(12).keys()]);
    for (let row = 0; row < 12; row++) silent.status[row * 3 + 1] = STATUS.error;
    expect(() => answeredOutcomes(silent, 'knn')).toThrow(BenchError);
    expect(() => answeredOutcomes(silent, 'knn')).toThrow('knn: no training outcome at all for medium');
    expect(() => answeredOutcomes(emptyTable([], table.models), 'knn')).toThrow(/small, medium, large/);
  });

  it('does not take a provider error for an outcome, whatever stands beside it', () => {
    const table = contractTable(3, 1);
    table.status[0] = STATUS.error;
    const { quality } = answeredOutcomes(table, 'knn');
    expect(quality[0]).toBeNaN();
    expect(meanOutcomes(answeredOutcomes(table, 'knn')).quality[0]).toBe((table.quality[3]! + table.quality[6]!) / 2);
  });
});
