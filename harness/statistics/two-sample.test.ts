import { describe, expect, it } from 'vitest';
import { clustersOf, singletons } from './clusters.ts';
import { mean, standardError } from './mean-estimate.ts';
import { quantileWithError } from './quantile-error.ts';
import { armDifference } from './two-sample.ts';

function arm(values: readonly number[]) {
  const sample = Float64Array.from(values);
  const value = mean(sample);
  return { value, standardError: standardError(sample, value, singletons(values.length)), df: values.length - 1 };
}

describe('the difference of two arms', () => {
  // scipy.stats.ttest_ind(b, a, equal_var=False): t = 2.9353, 27.058 degrees of freedom, p = .00672129.
  const a = arm([27.5, 21.0, 19.0, 23.6, 17.0, 17.9, 16.9, 20.1, 21.9, 22.6, 23.1, 19.6, 19.0, 21.7, 21.4]);
  const b = arm([27.1, 22.0, 20.8, 23.4, 23.4, 23.5, 25.8, 22.0, 24.8, 20.2, 21.9, 22.1, 22.9, 30.5, 31.9]);

  it('has the p-value of Welch', () => {
    expect(armDifference(a, b)!.p).toBeCloseTo(0.006721290197, 6);
    expect(armDifference(b, a)!.p).toBeCloseTo(0.006721290197, 6);
  });

  it('turns its sign and keeps its width when the arms are exchanged', () => {
    const [forth, back] = [armDifference(a, b)!, armDifference(b, a)!];
    expect(back.value).toBe(-forth.value);
    expect(back.high).toBeCloseTo(-forth.low, 12);
    expect(back.detectable).toBe(forth.detectable);
  });

  it('detects in 80 % of the cases what is 2.8 errors large', () => {
    const large = { value: 0, standardError: 1, df: 1e6 };
    // z(.975) + z(.8) = 1.95996 + .84162, times √2
    expect(armDifference(large, large)!.detectable).toBeCloseTo(2.80158 * Math.SQRT2, 3);
  });

  it('is surer where the arms share conversations, and not defined where nothing varies', () => {
    const [alone, shared] = [armDifference(a, b)!, armDifference(a, b, 0.2)!];
    expect(shared.high - shared.low).toBeLessThan(alone.high - alone.low);
    const still = { value: 0, standardError: 0, df: 9 };
    expect(armDifference(still, still)).toBeUndefined();
  });
});

describe('the error of a quantile', () => {
  it('is that of the theory for even values: √(p(1 − p)/n) over density 1', () => {
    const values = Float64Array.from({ length: 10_000 }, (_, i) => (i + 0.5) / 10_000);
    const { value, standardError: error } = quantileWithError(values, 0.95, singletons(10_000));
    expect(value).toBeCloseTo(0.95, 3);
    expect(error).toBeCloseTo(Math.sqrt((0.95 * 0.05) / 10_000), 4);
  });

  it('doubles where values come in equal fours', () => {
    const single = Float64Array.from({ length: 4000 }, (_, i) => (i + 0.5) / 4000);
    const fours = single.map((_, i) => single[Math.floor(i / 4) * 4]!);
    const labels = Array.from({ length: 4000 }, (_, i) => Math.floor(i / 4));
    const alone = quantileWithError(single, 0.5, singletons(4000)).standardError;
    expect(quantileWithError(fours, 0.5, clustersOf(labels)).standardError / alone).toBeCloseTo(2, 1);
  });
});
