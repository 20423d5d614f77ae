import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Example, emptyTable, type OutcomeTable } from '../outcome-table.ts';
import { type Split, type SplitOptions, split } from './split.ts';

const FRACTIONS = [0.6, 0.2, 0.2] as const;
const WORDS = 'amber brisk cedar delta ember fjord grove haven ivory jolly karma lunar maple noble ocean'.split(' ');

interface Row {
  readonly task?: string;
  readonly group?: string;
  readonly session?: string;
  readonly at?: string;
  readonly text?: string;
}

/** Texts that share no words in order, unless given. */
function textOf(i: number): string {
  return Array.from({ length: 12 }, (_, k) => `${WORDS[(i * 7 + k * (1 + (i % 13))) % 15]}${i * 31 + k * k}`).join(' ');
}

function tableOf(rows: readonly Row[]): { table: OutcomeTable; texts: string[] } {
  const texts = rows.map(({ text }, i) => text ?? textOf(i));
  const examples = rows.map(
    ({ task = 't', group, session, at }, i): Example => ({
      id: `e${String(i).padStart(5, '0')}`,
      request: {
        messages: [{ role: 'user', content: texts[i]! }],
        metadata: {},
        ...(session === undefined ? {} : { session: { id: session, turn: 0 } }),
      },
      task,
      ...(group === undefined ? {} : { group }),
      ...(at === undefined ? {} : { at }),
    }),
  );
  return { table: emptyTable(examples, []), texts };
}

function splitOf(
  rows: readonly Row[],
  options: Partial<SplitOptions> & { readonly texts?: readonly string[] } = {},
): Split & { sideOf: string[] } {
  const { table, texts } = tableOf(rows);
  const done = split(table, { seed: 1, order: 'random', fractions: FRACTIONS, texts, ...options });
  const sideOf: string[] = [];
  for (const side of ['train', 'validate', 'test'] as const) for (const row of done[side]) sideOf[row] = side;
  return { ...done, sideOf };
}

describe('split', () => {
  it('is a partition that keeps groups and sessions together', () => {
    const row = fc.record(
      {
        task: fc.constantFrom('a', 'b', 'c'),
        group: fc.constantFrom('g1', 'g2', 'g3'),
        session: fc.constantFrom('s1', 's2'),
      },
      { requiredKeys: ['task'] },
    );
    fc.assert(
      fc.property(fc.array(row, { minLength: 60, maxLength: 80 }), fc.integer(), (some, seed) => {
        const rows = some.map(
          ({ task, group, session }, i): Row => ({
            task,
            // Most rows stand alone, so that a split exists.
            ...(group !== undefined && i % 8 === 0 ? { group } : {}),
            ...(session !== undefined && i % 8 === 4 ? { session } : {}),
          }),
        );
        const { train, validate, test, units, sideOf } = splitOf(rows, { seed });
        expect([...train, ...validate, ...test].sort((a, b) => a - b)).toEqual(rows.map((_, i) => i));
        const seen = new Map<string, string>();
        rows.forEach(({ group, session }, i) => {
          for (const key of [`unit ${units[i]}`, group && `group ${group}`, session && `session ${session}`]) {
            if (!key) continue;
            expect(seen.get(key) ?? sideOf[i]).toBe(sideOf[i]);
            seen.set(key, sideOf[i]!);
          }
        });
      }),
      { numRuns: 30 },
    );
  });

  it('keeps what groups and sessions connect in one unit', () => {
    const rows: Row[] = Array.from({ length: 40 }, () => ({}));
    rows[0] = { group: 'g' };
    rows[1] = { group: 'g', session: 's' };
    rows[2] = { session: 's' };
    const { units } = splitOf(rows);
    expect(units[0]).toBe(units[1]);
    expect(units[1]).toBe(units[2]);
    expect(new Set(units).size).toBe(38);
  });

  it('keeps near-duplicates together and reports large clusters', () => {
    const text = 'How many eggs does the farmer sell on the market every day if the ducks lay sixteen eggs per day?';
    const rows: Row[] = Array.from({ length: 50 }, (_, i) => (i % 10 === 0 ? { text } : {}));
    const { figures, sideOf } = splitOf(rows);
    expect(new Set([0, 10, 20, 30, 40].map((row) => sideOf[row])).size).toBe(1);
    expect(figures).toMatchObject({ nearDuplicateClusters: 1, largestClusterShare: 0.1 });
    expect(figures.largeClusters).toEqual([{ size: 5, examples: [text, text, text] }]);
  });

  it('takes the fractions of every task, and spreads tasks of one row over the parts', () => {
    const rows: Row[] = Array.from({ length: 500 }, (_, i) => ({ task: i < 400 ? `task-${i % 4}` : `tiny-${i}` }));
    const { train, validate, test, sideOf } = splitOf(rows);
    for (const [rowsOf, target] of [
      [train, 300],
      [validate, 100],
      [test, 100],
    ] as const) {
      expect(Math.abs(rowsOf.length - target)).toBeLessThanOrEqual(2);
    }
    for (let task = 0; task < 4; task++) {
      const own = sideOf.filter((_, i) => rows[i]!.task === `task-${task}`);
      expect(own.filter((side) => side === 'train').length).toBeCloseTo(60, -0.7);
      expect(own.filter((side) => side === 'test').length).toBeCloseTo(20, -0.7);
    }
    expect(sideOf.slice(400).filter((side) => side === 'test').length).toBeGreaterThan(10);
  });

  it('depends on the seed, and not on the order of the rows', () => {
    const rows: Row[] = Array.from({ length: 100 }, (_, i) => ({ task: i % 3 === 0 ? 'a' : 'b' }));
    const { table, texts } = tableOf(rows);
    const options = { seed: 1, order: 'random', fractions: FRACTIONS } as const;
    const plain = split(table, { ...options, texts });
    const reversed = split(
      { ...table, examples: [...table.examples].reverse() },
      { ...options, texts: [...texts].reverse() },
    );
    const ids = (examples: readonly Example[], of: Uint32Array) => Array.from(of, (row) => examples[row]!.id).sort();
    expect(ids([...table.examples].reverse(), reversed.test)).toEqual(ids(table.examples, plain.test));
    expect(split(table, { ...options, seed: 2, texts }).test).not.toEqual(plain.test);
  });

  it('by time tests on the newest units, each by its latest row', () => {
    const day = (n: number) => `2026-01-${String(n + 1).padStart(2, '0')}T00:00:00Z`;
    const rows: Row[] = Array.from({ length: 20 }, (_, i) => ({ at: day(19 - i) }));
    rows[19] = { at: day(0), group: 'g' };
    rows[0] = { at: day(19), group: 'g' };
    const { train, test } = splitOf(rows, { order: 'time' });
    expect([...test]).toEqual([0, 1, 2, 19]);
    expect([...train]).toEqual([7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18]);
  });

  it('refuses what it cannot split', () => {
    const rows: Row[] = Array.from({ length: 20 }, () => ({}));
    expect(() => splitOf(rows, { order: 'time' })).toThrow('example "e00000": a split by time needs a time');
    expect(() => splitOf(rows, { fractions: [0.6, 0.2, 0.3] })).toThrow('the fractions are 0.6, 0.2, 0.3');
    expect(() => splitOf(rows.map(() => ({ group: 'one' })))).toThrow('20 examples in 1 independent groups');
    expect(() => splitOf([{}, {}])).toThrow('cannot be split');
  });
});
