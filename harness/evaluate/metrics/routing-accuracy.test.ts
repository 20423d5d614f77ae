import { describe, expect, it } from 'vitest';
import { routingAccuracy } from './routing-accuracy.ts';

describe('routingAccuracy', () => {
  it('counts a confusion matrix and averages F1 over the classes that occur', () => {
    const { accuracy, macroF1, classes, confusion } = routingAccuracy(
      ['a', 'a', 'b', 'b', 'c'],
      ['a', 'b', 'b', 'b', 'a'],
      ['a', 'b', 'c', 'd'],
    );
    expect(classes).toEqual(['a', 'b', 'c']);
    expect(confusion).toEqual([
      [1, 1, 0],
      [0, 2, 0],
      [1, 0, 0],
    ]);
    expect(accuracy).toBe(0.6);
    // F1: a 2·1/(2+2) = .5, b 2·2/(2+3) = .8, c 0
    expect(macroF1).toBeCloseTo((0.5 + 0.8 + 0) / 3, 12);
  });
});
