import { describe, expect, it } from 'vitest';
import { quartiles } from './quartiles.ts';

describe('quartiles', () => {
  it('interpolates as R does by default', () => {
    // R: quantile(c(1, 2, 3, 4), c(.25, .5, .75)) gives 1.75 2.50 3.25
    expect(quartiles([4, 1, 3, 2])).toEqual({ low: 1.75, median: 2.5, high: 3.25 });
    expect(quartiles([5, -1, 2])).toEqual({ low: 0.5, median: 2, high: 3.5 });
  });

  it('is the value itself where there is one, and leaves its input as it is', () => {
    expect(quartiles([7])).toEqual({ low: 7, median: 7, high: 7 });
    const values = [3, 1, 2];
    quartiles(values);
    expect(values).toEqual([3, 1, 2]);
  });
});
