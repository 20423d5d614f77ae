import { describe, expect, it } from 'vitest';
import type { Example } from '../../harness/outcome-table.ts';
import { arrivalRate } from './arrival-rate.ts';
import { arrivalsOf } from './arrivals.ts';

const example = (at?: string, session?: Example['request']['session']): Example => ({
  id: 'x',
  task: 't',
  request: { messages: [{ role: 'user', content: 'hi' }], metadata: {}, ...(session === undefined ? {} : { session }) },
  ...(at === undefined ? {} : { at }),
});
const [T0, T1, T2] = [0, 1, 2].map((minute) => `2026-01-01T00:0${minute}:00.000Z`) as [string, string, string];

describe('arrivals', () => {
  it('come at the recorded times, or as fast as is said in the order of these', () => {
    const examples = [example(T2), example(T0), example(T1)];
    expect(arrivalsOf(examples, 'recorded').map(({ row, at }) => [row, new Date(at).toISOString()])).toEqual([
      [1, T0],
      [2, T1],
      [0, T2],
    ]);
    expect(arrivalsOf(examples, 120).map(({ at }) => at - Date.parse(T0))).toEqual([0, 500, 1000]);
  });

  it('come in the order of the dataset where it has no times, which cannot be kept then', () => {
    expect(arrivalsOf([example(), example()], 60).map(({ row }) => row)).toEqual([0, 1]);
    expect(() => arrivalsOf([example(T0), example()], 'recorded')).toThrow(/have no times/);
  });

  it('keep the turns of a conversation in their order', () => {
    const turn = (id: string, n: number) => example(undefined, { id, turn: n });
    const rows = arrivalsOf([turn('a', 2), turn('b', 0), turn('a', 0), turn('a', 1)], 60).map(({ row }) => row);
    expect(rows).toEqual([2, 1, 3, 0]);
  });

  it('have a rate with a unit', () => {
    expect(['60/min', '2/s', '30/h', 'recorded'].map(arrivalRate)).toEqual([60, 120, 0.5, 'recorded']);
    for (const wrong of ['60', '0/min', '5/day', '-1/s', 'x']) expect(() => arrivalRate(wrong)).toThrow(/60\/min/);
  });
});
