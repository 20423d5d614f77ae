import { describe, expect, it } from 'vitest';
import { RoutingError, smoothestOfBest } from './routing-error.ts';

const NONE = Number.NaN;

describe('RoutingError', () => {
  it('does not count what is common to all models of a query', () => {
    const error = new RoutingError([0, 1]);
    error.add(Float64Array.of(0.1, 0.3), Float64Array.of(0.7, 0.9), 0);
    expect(error.mean).toBeCloseTo(0, 12);
    error.add(Float64Array.of(0.5, 0.5), Float64Array.of(0, 1), 0);
    expect(error.mean).toBeCloseTo((0 + 0.25) / 2, 12);
  });

  it('leaves out cells without an outcome', () => {
    const error = new RoutingError([0, 1, 2, 3]);
    error.add(Float64Array.of(0.1, 9, 0.3, 0.2), Float64Array.of(9, 0, NONE, 1, 0.5), 1);
    expect(error.mean).toBeCloseTo(0.32 / 3, 12);
  });

  it('gives way to the smoothest setting that one standard error cannot tell from the best', () => {
    const withErrors = (setting: string, errors: readonly number[]) => {
      const error = new RoutingError([0]);
      error.perQuery.push(...errors);
      return { setting, error };
    };
    const best = withErrors('rough', [1, 2, 3, 4]);
    // Differences 0, 0, 1, 0: mean .25, standard error .25. Differences 1, 1, 1, 1: mean 1, standard error 0.
    expect(smoothestOfBest([withErrors('smooth', [1, 2, 4, 4]), best]).setting).toBe('smooth');
    expect(smoothestOfBest([withErrors('smooth', [2, 3, 4, 5]), best]).setting).toBe('rough');
    expect(smoothestOfBest([withErrors('a', [1, 1]), withErrors('b', [1, 1])]).setting).toBe('a');
  });
});
