import { describe, expect, it } from 'vitest';
import { random } from '../random.ts';
import { singletons } from '../statistics/clusters.ts';
import { mean } from '../statistics/mean-estimate.ts';
import { doublyRobustValues } from './doubly-robust.ts';
import { importanceWeights, type LoggedChoices } from './logged-choices.ts';
import { crossFittedOutcomes } from './outcome-model.ts';
import { snipsValues } from './snips.ts';

/** Two models; the log takes the first with probability .8, the other policy always the second. */
function twoModels(chosen: readonly number[]): LoggedChoices {
  return {
    actions: 2,
    chosen: Int16Array.from(chosen),
    propensity: Float64Array.from(chosen, (model) => (model === 0 ? 0.8 : 0.2)),
    logging: Float64Array.from(chosen.flatMap(() => [0.8, 0.2])),
    target: Float64Array.from(chosen.flatMap(() => [0, 1])),
    clusters: singletons(chosen.length),
  };
}
const noFeatures = (rows: number) => ({
  request: new Float64Array(0),
  width: 0,
  predicted: new Float64Array(2 * rows),
});

describe('self-normalised inverse propensity', () => {
  it('is the weighted mean of the outcomes', () => {
    const logged = twoModels([0, 1, 0, 1]);
    expect([...importanceWeights(logged)]).toEqual([0, 5, 0, 5]);
    // (5·1 + 5·0) ÷ 10; each deviation is w·(y − v) ÷ 2.5
    const values = snipsValues(importanceWeights(logged), Float64Array.of(1, 1, 0, 0));
    expect([...values]).toEqual([0.5, 1.5, 0.5, -0.5]);
    expect(mean(values)).toBe(0.5);
  });

  it('moves with the outcomes when they are shifted, and is their mean on the own log', () => {
    const weights = Float64Array.of(0.5, 2, 3);
    const shifted = mean(snipsValues(weights, Float64Array.of(101, 102, 104)));
    expect(shifted).toBeCloseTo(100 + mean(snipsValues(weights, Float64Array.of(1, 2, 4))), 10);
    expect([...snipsValues(Float64Array.of(1, 1), Float64Array.of(0, 1))]).toEqual([0, 1]);
  });
});

describe('the doubly robust estimate', () => {
  it('is exact without any noise left when the model knows the outcomes', () => {
    const chosen = Array.from({ length: 100 }, (_, i) => (i % 5 === 0 ? 1 : 0));
    const outcomes = Float64Array.from(chosen, (model) => (model === 0 ? 0.25 : 0.75));
    const values = doublyRobustValues(twoModels(chosen), outcomes, noFeatures(100), 1);
    for (const value of values) expect(value).toBeCloseTo(0.75, 10);
  });

  it('adds the weighted errors of the model where the model is wrong', () => {
    // One record of the second model: the folds without it expect the mean of all others.
    const chosen = [0, 0, 0, 0, 0, 1];
    const outcomes = Float64Array.of(0.5, 0.5, 0.5, 0.5, 0.5, 1);
    const logged = twoModels(chosen);
    const expected = crossFittedOutcomes(logged, outcomes, noFeatures(6), 1);
    const values = doublyRobustValues(logged, outcomes, noFeatures(6), 1);
    expect(expected[5 * 2 + 1]).toBe(0.5);
    expect(values[5]).toBeCloseTo(0.5 + 5 * 0.5, 12);
  });
});

describe('the outcome model', () => {
  it('finds what depends on a feature and on what the router expects, in folds that it was not fitted to', () => {
    const rng = random(3);
    const rows = 1000;
    const request = Float64Array.from({ length: rows }, () => rng.normal());
    const predicted = Float64Array.from({ length: 2 * rows }, () => rng.next());
    const chosen = Array.from({ length: rows }, () => rng.integer(2));
    const truth = (i: number, model: number) => 3 + model + 0.5 * request[i]! - 2 * predicted[2 * i + model]!;
    const outcomes = Float64Array.from(chosen, (model, i) => truth(i, model));
    const expected = crossFittedOutcomes(twoModels(chosen), outcomes, { request, width: 1, predicted }, 1);
    const errors = Array.from({ length: 2 * rows }, (_, c) => Math.abs(expected[c]! - truth(c >> 1, c & 1)));
    expect(errors.reduce((sum, error) => sum + error, 0) / errors.length).toBeLessThan(0.05);
  });

  it('stays within the outcomes that were seen, and ignores a feature that does not vary', () => {
    const chosen = [0, 1, 0, 1, 0, 1, 0, 1, 0, 1];
    const outcomes = Float64Array.from(chosen, (_, i) => (i % 3 === 0 ? 1 : 0));
    const request = new Float64Array(10).fill(1e9);
    request[9] = 1e12;
    const features = { request, width: 1, predicted: new Float64Array(20).fill(0.7) };
    for (const value of crossFittedOutcomes(twoModels(chosen), outcomes, features, 1)) {
      expect(value).toBeGreaterThanOrEqual(0);
      expect(value).toBeLessThanOrEqual(1);
    }
  });
});
