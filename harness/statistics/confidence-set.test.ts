import { describe, expect, it } from 'vitest';
import { random } from '../random.ts';
import { type Clusters, clustersOf, singletons } from './clusters.ts';
import { confidenceSet } from './confidence-set.ts';
import { meanTest } from './mean-test.ts';

const inSet = (values: readonly Float64Array[], clusters: Clusters, draws?: number) =>
  confidenceSet(values, clusters, draws).map(({ isIn }) => isIn);
const shifted = (values: Float64Array, by: number) => values.map((value) => value + by);
const noise = (n: number, seed: number) => {
  const rng = random(seed);
  return Float64Array.from({ length: n }, () => rng.normal());
};

describe('confidenceSet', () => {
  it('is the two-sided paired t test where there are two candidates', () => {
    for (const gap of [0.05, 0.2, 0.35, 2]) {
      const [a, b] = [shifted(noise(60, 1), gap), noise(60, 2)];
      const [, loser] = confidenceSet([a, b], singletons(60));
      const difference = a.map((value, i) => value - b[i]!);
      const { pTwoSided, value } = meanTest(difference, singletons(60));
      expect(loser!.p).toBeCloseTo(value > 0 ? pTwoSided : 1, 2);
      if (value > 0) expect(loser!.behind).toMatchObject({ candidate: 0, difference: { value, clusters: 60 } });
    }
  });

  it('holds one candidate alone', () => {
    expect(confidenceSet([noise(40, 1)], singletons(40))).toMatchObject([{ isIn: true, p: 1 }]);
  });

  it('keeps identical candidates together, in or out, and counts them as one', () => {
    const [best, other] = [noise(200, 3), noise(200, 4)];
    const lost = shifted(other, -0.5);
    const standings = confidenceSet([best, lost, best, lost, lost], singletons(200));
    expect(standings.map(({ isIn }) => isIn)).toEqual([true, false, true, false, false]);
    expect(new Set([1, 3, 4].map((k) => standings[k]!.p)).size).toBe(1);
    expect(inSet([best, best, best], singletons(200))).toEqual([true, true, true]);
  });

  it('leaves out what is worse on every query alike, however little', () => {
    const best = noise(50, 5);
    const [, worse] = confidenceSet([best, shifted(best, -0.001)], singletons(50));
    expect(worse).toMatchObject({ isIn: false, p: 0 });
  });

  it('does not depend on the order of candidates, nor on scale', () => {
    const values = Array.from({ length: 6 }, (_, k) => shifted(noise(300, 10 + k), -0.06 * k));
    const forward = inSet(values, singletons(300));
    expect(inSet(values.toReversed(), singletons(300))).toEqual(forward.toReversed());
    expect(
      inSet(
        values.map((own) => own.map((value) => 1e-6 * value)),
        singletons(300),
      ),
    ).toEqual(forward);
  });

  it('counts clusters, not rows', () => {
    const values = [shifted(noise(40, 20), 0.35), noise(40, 21)];
    const repeated = values.map((own) => Float64Array.from({ length: 400 }, (_, i) => own[i % 40]!));
    const labels = clustersOf(Int32Array.from({ length: 400 }, (_, i) => i % 40));
    expect(confidenceSet(repeated, labels)[1]!.p).toBeCloseTo(confidenceSet(values, singletons(40))[1]!.p, 6);
    expect(confidenceSet(repeated, singletons(400))[1]!.p).toBeLessThan(0.001);
  });

  it('has fifty candidates, one of them far ahead', () => {
    const values = Array.from({ length: 50 }, (_, k) => shifted(noise(500, 100 + k), k === 7 ? 1 : 0));
    const standings = confidenceSet(values, singletons(500), 2000);
    expect(standings.flatMap(({ isIn }, k) => (isIn ? [k] : []))).toEqual([7]);
    for (const { p } of standings.filter(({ isIn }) => !isIn)) expect(p).toBeLessThan(1e-12);
  });

  it('holds every one of five equally good candidates about 95 times in 100, with rows that depend on each other', () => {
    const rng = random(5);
    const labels = clustersOf(Int32Array.from({ length: 80 }, (_, i) => Math.floor(i / 2)));
    const runs = 400;
    let complete = 0;
    let worst = 0;
    for (let run = 0; run < runs; run++) {
      const shared = noise(40, 1 + rng.integer(2 ** 31));
      const values = Array.from({ length: 6 }, (_, k) => {
        const own = Float64Array.from({ length: 40 }, () => 0.5 * rng.normal());
        return Float64Array.from(labels.of, (g) => shared[g]! + own[g]! + 0.5 * rng.normal() - (k === 5 ? 0.6 : 0));
      });
      const members = inSet(values, labels, 400);
      if (members.slice(0, 5).every(Boolean)) complete += 1;
      if (members[5]) worst += 1;
    }
    expect(complete / runs).toBeGreaterThan(0.92);
    expect(complete / runs).toBeLessThan(0.98);
    expect(worst / runs).toBeLessThan(0.2);
  });
});
