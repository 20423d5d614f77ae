import { describe, expect, it } from 'vitest';
import { random } from '../random.ts';
import { bootstrapT } from './bootstrap-t.ts';
import { singletons } from './clusters.ts';
import { meanEstimate } from './mean-estimate.ts';

/** Totals of a mean: the value, and one observation. */
const pairs = (values: ArrayLike<number>) => Array.from(values, (value) => Float64Array.of(value, 1));
const ratio = (totals: Float64Array) => totals[0]! / totals[1]!;
const anything = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY] as const;
/** F1 of counts: true positives, and labelled plus predicted. */
const f1 = (totals: Float64Array) => (2 * totals[0]!) / totals[1]!;

describe('bootstrapT', () => {
  it('of a mean of normal values is close to the t interval', () => {
    const rng = random(2);
    const values = Float64Array.from({ length: 200 }, () => rng.normal());
    const exact = meanEstimate(values, singletons(200));
    const interval = bootstrapT(pairs(values), ratio, { n: 200, range: anything });
    if ('undefined' in interval) throw new Error(interval.undefined);
    expect(interval.value).toBeCloseTo(exact.value, 12);
    expect((interval.high - interval.low) / (exact.high - exact.low)).toBeCloseTo(1, 0);
    expect(interval).toMatchObject({ n: 200, clusters: 200 });
  });

  it('leans to the long side of skewed values, where a t interval is symmetric', () => {
    const rng = random(3);
    const values = Float64Array.from({ length: 60 }, () => Math.exp(1.2 * rng.normal()));
    const interval = bootstrapT(pairs(values), ratio, { n: 60, range: anything });
    if ('undefined' in interval) throw new Error(interval.undefined);
    expect(interval.high - interval.value).toBeGreaterThan(1.3 * (interval.value - interval.low));
  });

  it('is the same every time, and stays within the range of the figure', () => {
    const clusters = Array.from({ length: 30 }, (_, i) => Float64Array.of(i === 0 ? 0 : 1, 2));
    const once = bootstrapT(clusters, f1, { n: 30, range: [0, 1] });
    expect(bootstrapT(clusters, f1, { n: 30, range: [0, 1] })).toEqual(once);
    expect(once).toMatchObject({ high: 1 });
  });

  it('is not defined where nothing varies', () => {
    expect(bootstrapT(pairs([1, 1, 1]), ratio, { n: 3, range: anything })).toEqual({
      undefined: 'because nothing varies between the queries',
    });
  });

  it('covers the true F1 about 95 times in 100, whole clusters drawn', () => {
    const rng = random(4);
    const runs = 60;
    let covered = 0;
    for (let run = 0; run < runs; run++) {
      const clusters = Array.from({ length: 120 }, () => clusterOf(rng.next() < 0.5 ? 0.95 : 0.65, rng.next));
      const interval = bootstrapT(clusters, f1, { n: 360, range: [0, 1] });
      // TP .4 × .8 of all; labelled .4; predicted .4 × .8 + .6 × .2
      const truth = (2 * 0.32) / (0.4 + 0.32 + 0.12);
      if ('value' in interval && interval.low <= truth && interval.high >= truth) covered += 1;
    }
    expect(covered / runs).toBeGreaterThan(0.86);
  });
});

/** Three queries that share a chance of being recognised; four of ten are of the class. */
function clusterOf(chance: number, next: () => number): Float64Array {
  const totals = new Float64Array(2);
  for (let i = 0; i < 3; i++) {
    const isOf = next() < 0.4;
    const isRight = next() < chance;
    const isPredicted = isOf === isRight;
    if (isOf && isPredicted) totals[0]! += 1;
    totals[1]! += Number(isOf) + Number(isPredicted);
  }
  return totals;
}
