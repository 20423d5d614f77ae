import { describe, expect, it } from 'vitest';
import { axisScale } from './axis-scale.ts';

describe('axisScale', () => {
  it('takes the logarithm from a factor of eight on, if nothing is free', () => {
    expect(axisScale([0.1, 5], 100, 'auto').kind).toBe('log');
    expect(axisScale([1, 5], 100, 'auto').kind).toBe('linear');
    expect(axisScale([0, 5], 100, 'log').kind).toBe('linear');
  });

  it('ticks at 1, 2 and 5 of a decade where they fit, at powers of ten where not', () => {
    expect(axisScale([0.1, 5], 100, 'log').ticks).toEqual([0.1, 0.2, 0.5, 1, 2, 5]);
    expect(axisScale([0.0001, 100], 100, 'log').ticks).toEqual([0.0001, 0.001, 0.01, 0.1, 1, 10, 100]);
    expect(axisScale([0.52, 0.96], 100, 'linear').ticks).toEqual([0.6, 0.7, 0.8, 0.9]);
  });

  it('keeps every value inside the plot, also a lone one', () => {
    for (const values of [[0.1, 5], [3], [0], [0.2, 0.4, 0.9]]) {
      for (const kind of ['auto', 'log', 'linear'] as const) {
        const scale = axisScale(values, 200, kind);
        for (const value of values) expect(scale.at(value)).toSatisfy((x: number) => x >= 0 && x <= 200);
      }
    }
  });
});
