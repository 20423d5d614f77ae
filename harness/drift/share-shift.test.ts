import { describe, expect, it } from 'vitest';
import { numberClasses } from './number-classes.ts';
import { relabellings } from './relabellings.ts';
import { OTHER_VALUES, shareShift } from './share-shift.ts';

const repeated = (counts: Readonly<Record<string, number>>) =>
  Object.entries(counts).flatMap(([value, count]) => Array<string>(count).fill(value));

describe('a shift of shares', () => {
  it('has Pearson’s χ² of the table worked by hand, and what moved most first', () => {
    const values = [...repeated({ a: 30, b: 10 }), ...repeated({ a: 30, b: 30 })];
    const { chiSquared, movers } = shareShift({ name: 't', values }, 40, relabellings(100, 40, 9, 1));
    // Expected 24, 16 / 36, 24: 36/24 + 36/16 + 36/36 + 36/24 = 6.25.
    expect(chiSquared).toBeCloseTo(6.25, 10);
    expect(movers).toEqual([
      { value: 'a', a: 0.75, b: 0.5 },
      { value: 'b', a: 0.25, b: 0.5 },
    ]);
  });

  it('tells a shift from none', () => {
    const relabelled = relabellings(200, 100, 199, 1);
    const p = (b: Record<string, number>) =>
      shareShift({ name: 't', values: [...repeated({ x: 60, y: 40 }), ...repeated(b)] }, 100, relabelled).p;
    expect(p({ x: 60, y: 40 })).toBe(1);
    expect(p({ x: 20, y: 80 })).toBe(1 / 200);
  });

  it('counts rare values as one, and has no shift in a single value', () => {
    const values = Array.from({ length: 60 }, (_, i) => `v${i % 30}`);
    const { movers } = shareShift({ name: 't', values }, 30, relabellings(60, 30, 9, 1));
    expect(movers).toHaveLength(20);
    expect(movers.find(({ value }) => value === OTHER_VALUES)).toMatchObject({ a: 11 / 30, b: 11 / 30 });
    expect(shareShift({ name: 't', values: values.map(() => 'x') }, 30, relabellings(60, 30, 9, 1)).p).toBe(1);
  });
});

describe('classes of numbers', () => {
  it('are five of equal size, named by their range', () => {
    const classes = numberClasses([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(classes).toEqual(['1–2', '1–2', '3–4', '3–4', '5–6', '5–6', '7–8', '7–8', '9–10', '9–10']);
  });

  it('are fewer where values tie, and are numbers where they have one value', () => {
    expect(new Set(numberClasses([0, 0, 0, 0, 0, 0, 0, 0, 0, 7]))).toEqual(new Set(['0', '7']));
    expect(numberClasses([4])).toEqual(['4']);
  });
});
