import type { DriftChange, DriftExpectation } from '../../harness/drift/drift-schema.ts';
import { clippedWeights, expectedChange } from '../../harness/drift/expected-change.ts';
import type { Reach } from '../../harness/drift/reach.ts';
import type { OutcomeTable } from '../../harness/outcome-table.ts';
import { mean } from '../../harness/statistics/mean-estimate.ts';
import { tQuantile } from '../../harness/statistics/t-quantile.ts';
import { percent } from '../../reports/format.ts';

/** Density ratios above this count as this. */
const LARGEST_RATIO = 10;
/** Share of new prompts on the second side above which nothing is claimed. */
const MOST_NEW = 0.1;
/** Weighted prompts that a claim needs. */
const LEAST_EFFECTIVE = 100;
const BEST_OF_POOL = 'best answer of the pool';
const EVEN_MIX = 'all models alike';

export interface ExpectationInput {
  /** The sampled rows of both sides. */
  readonly a: OutcomeTable;
  readonly b: OutcomeTable;
  readonly reach: Reach;
  /** Of the second side to the first, at the first side's prompts. */
  readonly densityRatio: Float64Array;
  /** Share of the second side that is of a new kind. */
  readonly newShare: number;
}

/**
 * What the second side's prompts do to the quality of each model, of an even mix of all and of the best answer that the
 * pool has; `undefined` where the first side has no outcomes, and refused where it has no prompts like those of the
 * second.
 */
export function driftExpectation(input: ExpectationInput): DriftExpectation | undefined {
  const { a, b, reach, densityRatio, newShare } = input;
  if (a.models.length === 0 || a.quality.every(Number.isNaN)) return undefined;
  if (newShare > MOST_NEW) {
    return {
      undefined: `${percent(newShare)} of B are of a new kind, about which the outcomes of A say nothing (claims are made up to ${percent(MOST_NEW, 0)})`,
    };
  }
  const { weights, clipped, effectiveSize } = clippedWeights(densityRatio, LARGEST_RATIO);
  if (effectiveSize < LEAST_EFFECTIVE) {
    return {
      undefined: `too few prompts of A are like those of B: weighted, they are worth ${effectiveSize.toFixed(0)} (claims need ${LEAST_EFFECTIVE})`,
    };
  }
  const models = columnsOf(a).flatMap(({ of, outcomes }): DriftChange[] => {
    const expected = expectedChange({ outcomes, ofA: reach.ofA, ofB: reach.ofB, weights });
    if (expected === undefined) return [];
    const { before, n, value, low, high } = expected;
    const measured = measuredChange(outcomes, columnsOf(b).find((column) => column.of === of)?.outcomes);
    return [{ of, before, n, change: { value, low, high }, ...(measured === undefined ? {} : { measured }) }];
  });
  return { assumes: ASSUMES, effectiveSize, clipped, models };
}

const ASSUMES =
  'Assumes that only the mix of prompts changed: each model still does on a given prompt what it did in A (covariate shift).';

interface Column {
  readonly of: string;
  /** One per row, NaN = missing. */
  readonly outcomes: Float64Array;
}

/** Quality per model; of a pool of several also the mean and the best of all, where every model answered. */
function columnsOf({ models, examples, quality }: OutcomeTable): Column[] {
  const width = models.length;
  const row = (i: number) => quality.subarray(i * width, (i + 1) * width);
  const perRow = (of: string, value: (row: Float64Array) => number): Column => ({
    of,
    outcomes: Float64Array.from(examples.keys(), (i) => value(row(i))),
  });
  const columns = models.map(({ id }, m) => perRow(id, (values) => values[m]!));
  if (width < 2) return columns;
  return [...columns, perRow(EVEN_MIX, mean), perRow(BEST_OF_POOL, (values) => Math.max(...values))];
}

/** Welch's interval of a difference of two means; undefined where a side has fewer than two outcomes. */
function measuredChange(before: Float64Array, after: Float64Array | undefined): DriftChange['measured'] {
  const [a, b] = [before, after ?? new Float64Array(0)].map((side) => side.filter((value) => !Number.isNaN(value)));
  if (a!.length < 2 || b!.length < 2) return undefined;
  const [errorA, errorB] = [squaredError(a!), squaredError(b!)];
  const value = mean(b!) - mean(a!);
  const reach = tQuantile(0.975, Math.min(a!.length, b!.length) - 1) * Math.sqrt(errorA + errorB);
  return { value, low: value - reach, high: value + reach, n: b!.length };
}

function squaredError(values: Float64Array): number {
  const center = mean(values);
  return mean(values.map((value) => (value - center) ** 2)) / (values.length - 1);
}
