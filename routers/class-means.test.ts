import { describe, expect, it } from 'vitest';
import { classMeans, crossValidateClasses } from './class-means.ts';
import type { Outcomes } from './outcome-means.ts';
import { smoothestOfBest } from './routing-error.ts';

const NONE = Number.NaN;

function outcomesOf(quality: readonly number[], width: number): Outcomes {
  return {
    rows: quality.length / width,
    width,
    quality: Float64Array.from(quality),
    outputTokens: Float64Array.from(quality, (q) => (Number.isNaN(q) ? NONE : 10 * (1 + q))),
  };
}

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
