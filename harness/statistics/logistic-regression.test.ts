import { describe, expect, it } from 'vitest';
import { random } from '../random.ts';
import { logisticRegression, logLoss, logOdds } from './logistic-regression.ts';

const all = (count: number) => Uint32Array.from({ length: count }, (_, i) => i);

describe('logistic regression', () => {
  it('stops where the gradient of the penalised, class-balanced loss is zero', () => {
    const rng = random(3);
    const x = Float32Array.from({ length: 120 }, () => (rng.next() - 0.5) * 1.1);
    const isPositive = Uint8Array.from({ length: 60 }, (_, i) => (x[2 * i]! + 0.3 * rng.normal() > 0.2 ? 1 : 0));
    const data = { x, dimensions: 2, isPositive };
    const fit = logisticRegression(data, all(60), 0.01);
    const loss = (slopes: readonly number[], intercept: number) => {
      const positives = isPositive.reduce((sum, each) => sum + each, 0);
      let sum = 0.005 * slopes.reduce((squares, slope) => squares + slope * slope, 0);
      for (let row = 0; row < 60; row++) {
        const odds = logOdds({ slopes: Float64Array.from(slopes), intercept }, data, row);
        sum += logLoss(odds, isPositive[row]!) / 2 / (isPositive[row] === 1 ? positives : 60 - positives);
      }
      return sum;
    };
    const [s0, s1] = fit.slopes as unknown as [number, number];
    const slope = (by: readonly [number, number, number]) =>
      (loss([s0 + by[0], s1 + by[1]], fit.intercept + by[2]) - loss([s0 - by[0], s1 - by[1]], fit.intercept - by[2])) /
      2e-4;
    for (const by of [
      [1e-4, 0, 0],
      [0, 1e-4, 0],
      [0, 0, 1e-4],
    ] as const)
      expect(Math.abs(slope(by))).toBeLessThan(6e-5);
  });

  it('knows nothing but even odds where the rows are all the same, however many of each class there are', () => {
    const data = {
      x: new Float32Array(10).fill(0.5),
      dimensions: 1,
      isPositive: Uint8Array.of(1, 0, 0, 0, 0, 0, 0, 0, 0, 0),
    };
    expect(logOdds(logisticRegression(data, all(10), 0.1), data, 3)).toBeCloseTo(0, 4);
  });

  it('refuses a single class', () => {
    expect(() =>
      logisticRegression({ x: new Float32Array(2), dimensions: 1, isPositive: new Uint8Array(2) }, all(2), 1),
    ).toThrow(/both classes/);
  });

  it('has the loss −log σ(odds), without overflow', () => {
    expect(logLoss(0, 1)).toBeCloseTo(Math.LN2, 12);
    expect(logLoss(800, 0)).toBeCloseTo(800, 9);
    expect(logLoss(800, 1)).toBe(0);
  });
});
