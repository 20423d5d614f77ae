import { describe, expect, it } from 'vitest';
import { BenchError } from '../harness/bench-error.ts';
import { emptyTable, STATUS, takeRows } from '../harness/outcome-table.ts';
import { classMeans, crossValidateClasses } from './class-means.ts';
import { contractTable } from './contract.ts';
import { groupFolds } from './group-folds.ts';
import { neighbourMeans } from './knn-prediction.ts';
import { answeredOutcomes, meanOutcomes, type Outcomes } from './outcome-means.ts';
import { RoutingError, smoothestOfBest } from './routing-error.ts';
import { fitShrinkTarget, shrinkTarget } from './shrink-target.ts';
import { sphericalKMeans } from './spherical-k-means.ts';

const NONE = Number.NaN;

function outcomesOf(quality: readonly number[], width: number): Outcomes {
  return {
    rows: quality.length / width,
    width,
    quality: Float64Array.from(quality),
    outputTokens: Float64Array.from(quality, (q) => (Number.isNaN(q) ? NONE : 10 * (1 + q))),
  };
}

describe('neighbourMeans', () => {
  const learned = outcomesOf([1, 0, 0, NONE, 1, 1], 2);
  const found = { k: 3, indices: Int32Array.of(0, 1, 2), similarity: Float64Array.of(0.9, 0.5, -0.1) };
  const prior = { quality: Float64Array.of(0.5, 0.25), outputTokens: Float64Array.of(20, 30) };

  it('averages the known outcomes of the neighbours', () => {
    const { quality, outputTokens } = neighbourMeans(found, 0, learned, { weights: 'uniform', shrinkage: 0 }, prior);
    expect([...quality]).toEqual([2 / 3, 1 / 2]);
    expect([...outputTokens]).toEqual([50 / 3, 15]);
  });

  it('shrinks as if it had seen that many more neighbours at the prior', () => {
    const { quality } = neighbourMeans(found, 0, learned, { weights: 'uniform', shrinkage: 3 }, prior);
    expect(quality[0]).toBeCloseTo((2 + 3 * 0.5) / 6, 12);
    expect(quality[1]).toBeCloseTo((1 + 3 * 0.25) / 5, 12);
  });

  it('weighs by similarity, never negatively', () => {
    const { quality } = neighbourMeans(found, 0, learned, { weights: 'similarity', shrinkage: 0 }, prior);
    expect(quality[0]).toBeCloseTo(0.9 / 1.4, 12);
    expect(quality[1]).toBe(0);
  });

  it('is the prior where no neighbour is known', () => {
    const one = { k: 1, indices: Int32Array.of(1), similarity: Float64Array.of(0.5) };
    expect(neighbourMeans(one, 0, learned, { weights: 'uniform', shrinkage: 0 }, prior).quality[1]).toBe(0.25);
  });
});

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

describe('answeredOutcomes', () => {
  it('names a model without any outcome', () => {
    const table = contractTable(12, 1);
    const silent = takeRows(table, [...Array(12).keys()]);
    for (let row = 0; row < 12; row++) silent.status[row * 3 + 1] = STATUS.error;
    expect(() => answeredOutcomes(silent, 'knn')).toThrow(BenchError);
    expect(() => answeredOutcomes(silent, 'knn')).toThrow('knn: no training outcome at all for medium');
    expect(() => answeredOutcomes(emptyTable([], table.models), 'knn')).toThrow(/small, medium, large/);
  });

  it('does not take a provider error for an outcome, whatever stands beside it', () => {
    const table = contractTable(3, 1);
    table.status[0] = STATUS.error;
    const { quality } = answeredOutcomes(table, 'knn');
    expect(quality[0]).toBeNaN();
    expect(meanOutcomes(answeredOutcomes(table, 'knn')).quality[0]).toBe((table.quality[3]! + table.quality[6]!) / 2);
  });
});

describe('classMeans', () => {
  it('shrinks each class to the overall mean', () => {
    const outcomes = outcomesOf([1, 1, 0, 0], 1);
    const { quality } = classMeans(outcomes, Int32Array.of(0, 0, 1, 1), 3, 2);
    expect([...quality]).toEqual([0.75, 0.25, 0.5]);
  });

  it('prefers no shrinkage where classes differ, and full shrinkage where they do not', () => {
    const rows = [...Array(200).keys()];
    const folds = Uint8Array.from(rows, (row) => row % 5);
    const differing = outcomesOf(
      rows.flatMap((row) => (row % 2 ? [1, 0] : [0, 1])),
      2,
    );
    const alike = outcomesOf(
      rows.flatMap((row) => (row % 3 ? [1, 0] : [0, 1])),
      2,
    );
    const classOf = Int32Array.from(rows, (row) => row % 2);
    expect(smoothestOfBest(crossValidateClasses(differing, classOf, 2, folds, [100, 0], [0, 1])).setting).toBe(0);
    expect(smoothestOfBest(crossValidateClasses(alike, classOf, 2, folds, [100, 0], [0, 1])).setting).toBe(100);
  });
});

describe('fitShrinkTarget', () => {
  const table = contractTable(60, 1);
  const outcomes = answeredOutcomes(table, 'knn');
  const request = (metadata: Record<string, string>) => ({ messages: [], metadata });

  it('is the overall mean for a value that was not seen and for a request without the field', () => {
    const prior = shrinkTarget(fitShrinkTarget({ metadata: 'tier' }, table, outcomes), 3);
    const overall = meanOutcomes(outcomes);
    expect(prior(request({ tier: 'silver' }))).toEqual(overall);
    expect(prior(request({}))).toEqual(overall);
    expect(prior(request({ tier: 'gold' }))).not.toEqual(overall);
  });

  it('names the fields that there are', () => {
    const error = (() => {
      try {
        return fitShrinkTarget({ metadata: 'teir' }, table, outcomes);
      } catch (reason) {
        return reason as BenchError;
      }
    })();
    expect(error).toMatchObject({ message: expect.stringContaining('"teir"'), hint: 'Fields: tier, seats, vip.' });
  });
});

describe('groupFolds', () => {
  it('keeps groups together, and is the same for one seed', () => {
    const { examples } = contractTable(60, 1);
    const folds = groupFolds(examples, 5, 3);
    const byGroup = new Map<string, Set<number>>();
    examples.forEach(({ group, id }, row) => {
      const key = group ?? id;
      byGroup.set(key, (byGroup.get(key) ?? new Set()).add(folds[row]!));
    });
    expect([...byGroup.values()].every((own) => own.size === 1)).toBe(true);
    expect(new Set(folds).size).toBe(5);
    expect(groupFolds(examples, 5, 3)).toEqual(folds);
    expect(groupFolds(examples, 5, 4)).not.toEqual(folds);
  });
});

describe('sphericalKMeans', () => {
  it('finds clusters that are far apart', () => {
    const angles = [0, 0.1, 0.05, 2, 2.1, 2.05, 4, 4.1, 4.05];
    const vectors = Float32Array.from(angles.flatMap((angle) => [Math.cos(angle), Math.sin(angle)]));
    const centres = sphericalKMeans(vectors, 2, 3, 1);
    const found = [0, 1, 2].map((c) => Math.atan2(centres[2 * c + 1]!, centres[2 * c]!)).sort((a, b) => a - b);
    expect(found[0]).toBeCloseTo(4.05 - 2 * Math.PI, 2);
    expect(found[1]).toBeCloseTo(0.05, 2);
    expect(found[2]).toBeCloseTo(2.05, 2);
  });

  it('has no more centres than there are different vectors', () => {
    expect(sphericalKMeans(Float32Array.of(1, 0, 1, 0, 0, 1), 2, 5, 1).length / 2).toBe(2);
  });
});
