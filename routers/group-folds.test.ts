import { describe, expect, it } from 'vitest';
import { contractTable } from './fixtures.contract.ts';
import { groupFolds } from './group-folds.ts';

describe('groupFolds', () => {
  it('keeps groups together, and is the same for one seed', () => {
    const { examples } = contractTable(60, 1);
    const folds = groupFolds(examples, 5, 3);
    const byGroup = new Map<string, Set<number>>();
    examples.forEach(({ group, id }, row) => {
      const key = group ?? id;
      byGroup.set(key, (byGroup.get(key) ?? new Set()).add(folds[row]!));
    });
    expect([...byGroup.values()].every((own) => own.size === 1)).toBe(true);
    expect(new Set(folds).size).toBe(5);
    expect(groupFolds(examples, 5, 3)).toEqual(folds);
    expect(groupFolds(examples, 5, 4)).not.toEqual(folds);
  });
});
