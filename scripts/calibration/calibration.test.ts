import { describe, expect, it } from 'vitest';
import { certifiedLoss } from './certified-loss.ts';
import { coverage } from './coverage.ts';
import { drawDataset, type PopulationOptions } from './population.ts';
import { shareText } from './share.ts';

const POPULATION: PopulationOptions = {
  train: 60,
  validate: 30,
  groupSize: 3,
  routers: { router: 0.5 },
  objective: { kind: 'cheapest-within', margin: 0.02 },
};

describe('a simulated population', () => {
  it('keeps train and validate while test is drawn anew', () => {
    const one = drawDataset(POPULATION, { fixed: 1, fresh: 2, test: 30 });
    const other = drawDataset(POPULATION, { fixed: 1, fresh: 3, test: 30 });
    const cells = 90 * 5;
    expect(one.table.quality.subarray(0, cells)).toEqual(other.table.quality.subarray(0, cells));
    expect(one.table.quality.subarray(cells)).not.toEqual(other.table.quality.subarray(cells));
    expect(one.candidates[0]!.assessments.validate[0]!.kind).toBe('scores');
    expect(new Set(one.split.units).size).toBe(40);
  });
});

describe('calibration', () => {
  it('counts how often intervals hold the truth', () => {
    const [held] = coverage({ runs: 12, sizes: [120], groupSize: 1, truthQueries: 6000 }, () => {});
    for (const { count, runs } of Object.values(held!)) {
      expect(runs).toBe(12);
      expect(count).toBeGreaterThanOrEqual(8);
    }
  });

  it('finds that a fixed sequence certifies more than Bonferroni at the same error rate', () => {
    const { exceeded, certified, bonferroni } = certifiedLoss({ runs: 150, n: 400, margin: 0.02, losses: [-0.5, 1.5] });
    // 150 runs: a standard error of 1.8 points.
    expect(exceeded.count / exceeded.runs).toBeLessThan(0.11);
    expect(certified.count).toBeGreaterThan(1.2 * bonferroni.certified.count);
  });

  it('states a share with its simulation error', () => {
    expect(shareText({ count: 950, runs: 1000 })).toBe('95.0 % ± 0.7');
  });
});
