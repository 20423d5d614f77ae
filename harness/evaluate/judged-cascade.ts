import type { Outcomes } from './outcomes.ts';
import type { CostQuality } from './results.ts';

/** Rows of which a simulated judge has an opinion. */
export interface JudgedRows {
  readonly outcomes: Outcomes;
  /** Per cell 1 = good enough for a perfect judge. */
  readonly good: Uint8Array;
  /** Per cell uniform in [0, 1): the judge errs where it is below ε. */
  readonly draw: Float64Array;
}

/** How a cascade is run: which model after which, under which budgets, by how bad a judge. */
export interface JudgedCascade {
  readonly order: readonly number[];
  /** USD per query, ascending; the first allows the first model at least. */
  readonly budgets: Float64Array;
  readonly errorRate: number;
}

/**
 * Called for each answer that is bought, in order: the smallest budget (its index) that buys it, and what quality and
 * cost of the query are from that budget on, against the answer before it.
 */
type Bought = (row: number, budget: number, moreQuality: number, moreCostUsd: number) => void;

/**
 * Walks every query once, for all budgets: as a budget grows, a cascade only goes on. A larger budget stops at the first
 * answer that the judge accepts; a smaller one before the answer that would pass it.
 */
function walk(
  { outcomes, good, draw }: JudgedRows,
  { order, budgets, errorRate }: JudgedCascade,
  bought: Bought,
): void {
  const { rows, width, quality, costUsd, allowed } = outcomes;
  for (let i = 0; i < rows; i++) {
    let spent = 0;
    let lastQuality = 0;
    let budget = 0;
    let isFirst = true;
    for (const model of order) {
      const cell = i * width + model;
      if (allowed !== undefined && allowed[cell] === 0) continue;
      spent += costUsd[cell]!;
      if (!isFirst) budget = firstAtLeast(budgets, spent, budget);
      if (budget === budgets.length) break;
      bought(i, budget, quality[cell]! - lastQuality, costUsd[cell]!);
      lastQuality = quality[cell]!;
      isFirst = false;
      if ((good[cell] === 1) !== draw[cell]! < errorRate) break;
    }
  }
}

/** Mean cost and quality under each budget, all answers bought on the bill. */
export function judgedPoints(rows: JudgedRows, cascade: JudgedCascade): CostQuality[] {
  const { length } = cascade.budgets;
  const qualities = new Float64Array(length);
  const costs = new Float64Array(length);
  walk(rows, cascade, (_, budget, moreQuality, moreCostUsd) => {
    qualities[budget]! += moreQuality;
    costs[budget]! += moreCostUsd;
  });
  let quality = 0;
  let costUsd = 0;
  return Array.from(qualities, (moreQuality, budget) => {
    quality += moreQuality;
    costUsd += costs[budget]!;
    return { costUsd: costUsd / rows.outcomes.rows, quality: quality / rows.outcomes.rows };
  });
}

/** Quality of each query under a mixture of budgets. `weights` per budget, summing to at most 1. */
export function judgedQuality(rows: JudgedRows, cascade: JudgedCascade, weights: Float64Array): Float64Array {
  // Weight of all budgets from one on.
  const from = weights.slice();
  for (let budget = from.length - 2; budget >= 0; budget--) from[budget]! += from[budget + 1]!;
  const values = new Float64Array(rows.outcomes.rows);
  walk(rows, cascade, (row, budget, moreQuality) => {
    values[row]! += moreQuality * from[budget]!;
  });
  return values;
}

/** Index of the first of the ascending `budgets`, from `start` on, that is at least `costUsd`; their number where none is. */
function firstAtLeast(budgets: Float64Array, costUsd: number, start: number): number {
  let low = start;
  let high = budgets.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (budgets[middle]! >= costUsd) high = middle;
    else low = middle + 1;
  }
  return low;
}
