import { describe, expect, it } from 'vitest';
import { random } from '../random.ts';
import { domainClassifier } from './domain-classifier.ts';

/** Unit vectors in the plane; a share `near` of them around angle 0, the others around π/2. */
function mixture(count: number, near: number, seed: number): number[] {
  const rng = random(seed);
  return Array.from({ length: count }, () => {
    const angle = (rng.next() < near ? 0 : Math.PI / 2) + 0.1 * rng.normal();
    return [Math.cos(angle), Math.sin(angle)];
  }).flat();
}

describe('the domain classifier', () => {
  it('is no better than chance where both sides are alike, and gives ratios about 1', () => {
    const vectors = Float32Array.from([...mixture(400, 0.5, 1), ...mixture(400, 0.5, 2)]);
    const { auc, densityRatio } = domainClassifier(vectors, 2, 400, 1);
    expect(Math.abs(auc - 0.5)).toBeLessThan(0.06);
    expect(densityRatio).toHaveLength(800);
    expect(Math.abs(mean(densityRatio.subarray(0, 400)) - 1)).toBeLessThan(0.15);
  });

  it('recovers the density ratio of two mixtures whose shares differ', () => {
    const vectors = Float32Array.from([...mixture(1000, 0.8, 1), ...mixture(500, 0.4, 2)]);
    const { auc, densityRatio } = domainClassifier(vectors, 2, 1000, 1);
    const isNear = (row: number) => vectors[2 * row]! > 0.7;
    const of = (wanted: boolean) => densityRatio.filter((_, row) => isNear(row) === wanted);
    // .4 / .8 and .6 / .2; AUC of one binary score: .5 + (.8 − .4) / 2.
    expect(mean(of(true))).toBeCloseTo(0.5, 1);
    expect(Math.abs(mean(of(false)) - 3)).toBeLessThan(0.6);
    expect(Math.abs(auc - 0.7)).toBeLessThan(0.04);
  });

  it('does not depend on how many prompts a side has', () => {
    const vectors = Float32Array.from([...mixture(1000, 0.5, 1), ...mixture(100, 0.5, 2)]);
    expect(Math.abs(mean(domainClassifier(vectors, 2, 1000, 1).densityRatio.subarray(0, 1000)) - 1)).toBeLessThan(0.2);
  });
});

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
