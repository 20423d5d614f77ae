import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitUnits } from '../evaluate/split.ts';
import { unitsOf } from '../evaluate/units.ts';
import { emptyTable, takeRows } from '../outcome-table.ts';
import { pinnedSplit } from './pinned-split.ts';

const OPTIONS = { seed: 3, order: 'random' as const, fractions: [0.6, 0.2, 0.2] as const };
const FIGURES = { nearDuplicateClusters: 0, largestClusterShare: 0, largeClusters: [] };

function tableOf(ids: readonly string[]) {
  const examples = ids.map((id) => ({
    id,
    task: 't',
    group: id.split('-')[0]!,
    request: { messages: [{ role: 'user' as const, content: id }], metadata: {} },
  }));
  return emptyTable(examples, [{ id: 'm' }]);
}

function cut(table: ReturnType<typeof tableOf>) {
  const units = unitsOf(table, Int32Array.from(table.examples.keys()));
  return { units, figures: FIGURES };
}

describe('pinnedSplit', () => {
  const before = tableOf(Array.from({ length: 60 }, (_, i) => `g${i}-a`));
  const split = splitUnits(before, cut(before), OPTIONS);
  const rows = (side: Uint32Array) => takeRows(before, side).examples.map(({ id }) => ({ id, hash: '' }));
  const known = { train: rows(split.train), validate: rows(split.validate), test: rows(split.test) };

  it('keeps every known prompt on its side, whatever is added, and puts relatives beside it', () => {
    const added = fc.array(fc.integer({ min: 0, max: 120 }), { maxLength: 80 });
    fc.assert(
      fc.property(added, (numbers) => {
        const fresh = [...new Set(numbers)].map((i) => `g${i}-b`);
        const table = tableOf([...fresh, ...before.examples.map(({ id }) => id)]);
        const pinned = pinnedSplit(table, cut(table), known, OPTIONS);
        const sideOf = new Map<string, string>();
        for (const side of ['train', 'validate', 'test'] as const) {
          for (const row of pinned[side]) sideOf.set(table.examples[row]!.id, side);
        }
        expect(sideOf.size).toBe(table.examples.length);
        for (const side of ['train', 'validate', 'test'] as const) {
          for (const { id } of known[side]) {
            expect(sideOf.get(id)).toBe(side);
            const relative = sideOf.get(id.replace('-a', '-b'));
            if (relative !== undefined) expect(relative).toBe(side);
          }
        }
      }),
      { numRuns: 30 },
    );
  });

  it('is the split itself where nothing was added', () => {
    const pinned = pinnedSplit(before, cut(before), known, OPTIONS);
    expect([pinned.train, pinned.validate, pinned.test]).toEqual([split.train, split.validate, split.test]);
    expect(pinned.units).toEqual(split.units);
  });
});
