import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyTable } from '../outcome-table.ts';
import type { RouteRequest, Scalar } from '../request.ts';
import { slicesOf } from './slices.ts';

type Metadata = RouteRequest['metadata'];

const tableOf = (rows: readonly Metadata[]) =>
  emptyTable(
    rows.map((metadata, i) => ({ id: `${i}`, task: 't', request: { messages: [], metadata } })),
    [{ id: 'm' }],
  );
const slices = (rows: readonly Metadata[], train = rows.keys()) => slicesOf(tableOf(rows), Uint32Array.from(train));
const column = (key: string, values: readonly Scalar[]): Metadata[] => values.map((value) => ({ [key]: value }));

describe('slicesOf', () => {
  it('has a slice per value, in order, and none for queries without the key', () => {
    const { keys } = slices([{ tier: 'pro' }, {}, { tier: 'free', beta: true }, { beta: false }]);
    expect(keys).toEqual([
      { key: 'beta', names: ['false', 'true'], of: Int32Array.of(-1, -1, 1, 0) },
      { key: 'tier', names: ['free', 'pro'], of: Int32Array.of(1, -1, 0, -1) },
    ]);
  });

  it('cuts numbers into terciles on train, values beyond it included', () => {
    const rows = column('words', [1, 2, 3, 4, 5, 6, 100, -5]);
    expect(slices(rows, [0, 1, 2, 3, 4, 5].values()).keys).toEqual([
      { key: 'words', names: ['≤ 2', '> 2 and ≤ 4', '> 4'], of: Int32Array.of(0, 0, 1, 1, 2, 2, 2, 0) },
    ]);
  });

  it('tells up to three numbers apart by value, and joins terciles with one cut', () => {
    expect(slices(column('turn', [10, 2, 10, 1])).keys[0]).toMatchObject({ names: ['1', '2', '10'] });
    expect(slices(column('turn', [0, 0, 0, 0, 0, 0, 0, 1, 2, 3])).keys[0]).toMatchObject({ names: ['≤ 0', '> 0'] });
  });

  it('says which keys it left out and why', () => {
    const names = Array.from({ length: 21 }, (_, i) => `user ${i}`);
    const why = (rows: readonly Metadata[], train?: readonly number[]) =>
      slices(rows, train?.values()).leftOut[0]?.because;
    expect(why(column('user', names))).toBe('it has more than 20 values');
    expect(why(column('user', names.slice(1)))).toBeUndefined();
    expect(why(column('tier', ['a', 'a']))).toBe('it has one value only');
    expect(why([{}, ...column('words', [1, 2, 3, 4])], [0])).toBe('no training query has it');
    expect(why(column('turn', [9, 9, 9, 9, 9, 9, 9, 1, 2, 3]))).toBe('nearly all of its values are 9');
    const many = Object.fromEntries(Array.from({ length: 25 }, (_, i) => [`key ${i}`, true]));
    const { keys, leftOut } = slices([many, Object.fromEntries(Object.keys(many).map((key) => [key, false]))]);
    expect([keys.length, leftOut.length]).toEqual([20, 5]);
  });

  it('gives every query that has the key one of the named slices, whatever the values', () => {
    const scalar = fc.oneof(fc.integer({ min: 0, max: 9 }), fc.boolean(), fc.constantFrom('__proto__', 'a', '1', ''));
    fc.assert(
      fc.property(fc.array(fc.option(scalar, { nil: undefined }), { minLength: 1, maxLength: 30 }), (values) => {
        const rows = values.map((value): Metadata => (value === undefined ? {} : { key: value }));
        for (const { names, of } of slices(rows).keys) {
          expect(new Set(names).size).toBe(names.length);
          values.forEach((value, row) => {
            expect(of[row]! >= 0).toBe(value !== undefined);
            expect(of[row]!).toBeLessThan(names.length);
          });
        }
      }),
    );
  });
});
