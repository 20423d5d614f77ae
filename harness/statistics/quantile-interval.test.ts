import { describe, expect, it } from 'vitest';
import { random } from '../random.ts';
import { type Clusters, clustersOf, singletons } from './clusters.ts';
import { quantileInterval } from './quantile-interval.ts';

const numbers = (n: number) => Float64Array.from({ length: n }, (_, i) => n - i);
const threes = (n: number) => clustersOf(Int32Array.from({ length: n }, (_, i) => Math.floor(i / 3)));

describe('quantileInterval', () => {
  it('lies between the order statistics that the binomial distribution names', () => {
    // Ranks by scipy.stats.binom.cdf, SciPy 1.17.1
    expect(quantileInterval(numbers(20), 0.5, singletons(20))).toMatchObject({ value: 10, low: 6, high: 15 });
    expect(quantileInterval(numbers(100), 0.95, singletons(100))).toMatchObject({ value: 95, low: 90, high: 100 });
    expect(quantileInterval(numbers(1000), 0.95, singletons(1000))).toMatchObject({
      low: 936,
      high: 964,
      clusters: 1000,
    });
  });

  it('is not defined where its upper end would lie beyond the largest value', () => {
    expect(quantileInterval(numbers(60), 0.95, singletons(60))).toEqual({
      undefined: 'because 60 queries are too few for an interval of this quantile',
    });
    expect(quantileInterval(numbers(30), 0.99, threes(30))).toHaveProperty('undefined');
  });

  it('leaves its values in their order', () => {
    const values = numbers(30);
    quantileInterval(values, 0.5, singletons(30));
    expect(values).toEqual(numbers(30));
  });

  it('covers the true 95th percentile about 95 times in 100, with and without clusters', () => {
    const rng = random(9);
    const runs = 500;
    const truth = Math.exp(1.6448536);
    const covers = (values: Float64Array, clusters: Clusters) => {
      const interval = quantileInterval(values, 0.95, clusters);
      return 'value' in interval && interval.low <= truth && interval.high >= truth ? 1 : 0;
    };
    let [alone, grouped, naive] = [0, 0, 0];
    for (let run = 0; run < runs; run++) {
      alone += covers(
        Float64Array.from({ length: 300 }, () => Math.exp(rng.normal())),
        singletons(300),
      );
      const shared = Float64Array.from({ length: 100 }, () => 0.8 * rng.normal());
      const values = Float64Array.from({ length: 300 }, (_, i) =>
        Math.exp(shared[Math.floor(i / 3)]! + 0.6 * rng.normal()),
      );
      grouped += covers(values, threes(300));
      naive += covers(values, singletons(300));
    }
    for (const covered of [alone, grouped]) {
      expect(covered / runs).toBeGreaterThan(0.925);
      expect(covered / runs).toBeLessThan(0.985);
    }
    expect(naive).toBeLessThan(grouped);
  });
});
