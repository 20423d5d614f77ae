import type { OutcomeTable } from '../outcome-table.ts';
import type { Results } from './results.ts';

export interface SplitOptions {
  readonly seed: number;
  /** `time`: the oldest units train, the newest test. Needs a time on every example. */
  readonly order: 'random' | 'time';
  /** Shares of train, validate and test: positive, summing to 1. */
  readonly fractions: readonly [number, number, number];
  /** What near-duplicates are sought in: one text per row. */
  readonly texts: readonly string[];
}

export interface Split {
  /** Row indices of the table, ascending. */
  readonly train: Uint32Array;
  readonly validate: Uint32Array;
  readonly test: Uint32Array;
  /** The independent unit of each row of the table: the clusters of every interval. */
  readonly units: Int32Array;
  /** As it stands in `results.json`. */
  readonly figures: Results['split'];
}

export function split(table: OutcomeTable, options: SplitOptions): Split {
  throw new Error(`not yet: ${table.examples.length} ${options.seed}`);
}
