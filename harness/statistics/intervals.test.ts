import { describe, expect, it } from 'vitest';
import { random } from '../random.ts';
import { clustersOf, singletons } from './clusters.ts';
import { costSaved } from './cost-saved.ts';
import { meanEstimate } from './mean-estimate.ts';
import { nearestRank } from './nearest-rank.ts';

const VALUES = Float64Array.of(0.2, 0.9, 0.4, 0.7, 0.1, 0.6);

describe('meanEstimate', () => {
  it('is the classical t interval when every value stands alone', () => {
    const { value, low, high, n, clusters } = meanEstimate(VALUES, singletons(6));
    expect(value).toBeCloseTo(0.483333333333, 12);
    // t(.975, 5) · s / √n by numpy and scipy
    expect(high - value).toBeCloseTo(0.321179887603, 9);
    expect(value - low).toBeCloseTo(0.321179887603, 9);
    expect([n, clusters]).toEqual([6, 6]);
  });

  it('sums residuals inside clusters', () => {
    const { value, high, clusters } = meanEstimate(VALUES, clustersOf([0, 0, 1, 1, 2, 2]));
    // t(.975, 2) · √(3/2 · Σ cluster sums²) / 6 by numpy and scipy
    expect(high - value).toBeCloseTo(0.286843515317, 9);
    expect(clusters).toBe(3);
  });

  it('is a point for constant values, and refuses a single cluster', () => {
    expect(meanEstimate(Float64Array.of(1, 1, 1), singletons(3))).toMatchObject({ value: 1, low: 1, high: 1 });
    expect(() => meanEstimate(VALUES, clustersOf([4, 4, 4, 4, 4, 4]))).toThrow('two clusters');
  });

  it('covers the true mean about 95 times in 100 with dependent rows, where the naive interval does not', () => {
    const rng = random(7);
    let clustered = 0;
    let naive = 0;
    const runs = 1000;
    for (let run = 0; run < runs; run++) {
      const groups = Int32Array.from({ length: 120 }, (_, i) => Math.floor(i / 3));
      const shared = Float64Array.from({ length: 40 }, () => rng.normal());
      const values = Float64Array.from(groups, (group) => shared[group]! + 0.5 * rng.normal());
      const covers = ({ low, high }: { low: number; high: number }) => (low <= 0 && high >= 0 ? 1 : 0);
      clustered += covers(meanEstimate(values, clustersOf(groups)));
      naive += covers(meanEstimate(values, singletons(120)));
    }
    expect(clustered / runs).toBeGreaterThan(0.93);
    expect(clustered / runs).toBeLessThan(0.97);
    expect(naive / runs).toBeLessThan(0.85);
  });
});

describe('costSaved', () => {
  it('is the ratio of means with an interval that never passes 1', () => {
    const saved = costSaved(Float64Array.of(1, 0, 2, 1), Float64Array.of(4, 4, 6, 2), singletons(4));
    expect(saved).toMatchObject({ value: 0.75, n: 4 });
    if ('undefined' in saved) throw new Error(saved.undefined);
    expect(saved.low).toBeLessThan(0.75);
    expect(saved.high).toBeGreaterThan(0.75);
    expect(saved.high).toBeLessThan(1);
  });

  it('does not change with the unit of cost', () => {
    const policy = Float64Array.of(1, 2, 3, 5);
    const reference = Float64Array.of(4, 4, 9, 2);
    const scale = (values: Float64Array) => values.map((value) => value * 1024);
    expect(costSaved(scale(policy), scale(reference), singletons(4))).toEqual(
      costSaved(policy, reference, singletons(4)),
    );
  });

  it('covers the true ratio about 95 times in 100', () => {
    const rng = random(11);
    let covered = 0;
    const runs = 1000;
    for (let run = 0; run < runs; run++) {
      const reference = Float64Array.from({ length: 200 }, () => Math.exp(rng.normal()));
      const policy = reference.map((usd) => usd * rng.next() * 0.8);
      const saved = costSaved(policy, reference, singletons(200));
      if ('undefined' in saved) throw new Error(saved.undefined);
      if (saved.low <= 0.6 && saved.high >= 0.6) covered += 1;
    }
    expect(covered / runs).toBeGreaterThan(0.925);
    expect(covered / runs).toBeLessThan(0.975);
  });

  it('has a reason where there is no ratio, and is all where nothing is spent', () => {
    const free = new Float64Array(3);
    const paid = Float64Array.of(1, 2, 3);
    expect(costSaved(paid, free, singletons(3))).toEqual({
      undefined: 'because the reference model costs nothing on test',
    });
    expect(costSaved(free, paid, singletons(3))).toMatchObject({ value: 1, low: 1, high: 1 });
  });
});

describe('nearestRank', () => {
  it('is the smallest value that the share does not exceed', () => {
    const values = () => Float64Array.from({ length: 20 }, (_, i) => 20 - i);
    expect(nearestRank(values(), 0.95)).toBe(19);
    expect(nearestRank(values(), 0.5)).toBe(10);
    expect(nearestRank(values(), 1)).toBe(20);
    expect(nearestRank(Float64Array.of(3), 0.95)).toBe(3);
  });
});
