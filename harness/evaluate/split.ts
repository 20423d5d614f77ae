import { BenchError } from '../bench-error.ts';
import { nearDuplicateClusters } from '../embed/near-duplicates.ts';
import type { OutcomeTable } from '../outcome-table.ts';
import { largeClusters } from './large-clusters.ts';
import { type Fractions, partsByTime, partsStratified } from './parts.ts';
import type { Results } from './results.ts';
import { type Unit, unitsOf } from './units.ts';

/** What can be split, and in which pieces: the same for every seed. */
export interface Splittable {
  readonly units: readonly Unit[];
  /** As it stands in `results.json`. */
  readonly figures: ReturnType<typeof largeClusters>;
}

export interface SplitOptions {
  readonly seed: number;
  /** `time`: the oldest units train, the newest test. Needs a time on every example. */
  readonly order: 'random' | 'time';
  readonly fractions: Fractions;
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

/**
 * The units of a table: rows of one group, session or cluster of near-duplicates. Finding them takes longer than splitting.
 *
 * @param texts what near-duplicates are sought in: one text per row
 */
export function splittable(table: OutcomeTable, texts: readonly string[]): Splittable {
  if (texts.length !== table.examples.length) throw new Error('the split needs one text per row');
  const clusters = nearDuplicateClusters(texts);
  return { units: unitsOf(table, clusters), figures: largeClusters(clusters, texts) };
}

/**
 * Train, validate and test, by whole units. Stratified by task as well as the units allow, or ordered by time.
 * Deterministic in the seed; given the same clusters, the order of the rows does not matter.
 *
 * @throws {BenchError} when a part would be empty, or when the order is `time` and an example has none
 */
export function splitUnits(table: OutcomeTable, { units, figures }: Splittable, options: SplitOptions): Split {
  checkFractions(options);
  const parts = options.order === 'time' ? partsByTime(table, units, options) : partsStratified(table, units, options);
  const [train, validate, test] = parts.map((part) => rowsOf(part)) as [Uint32Array, Uint32Array, Uint32Array];
  checkParts(table, units, [train, validate, test]);
  const sizes = { train: train.length, validate: validate.length, test: test.length };
  return {
    train,
    validate,
    test,
    units: unitOfRow(table, units),
    figures: { order: options.order, ...sizes, ...figures },
  };
}

/** {@link splittable} and {@link splitUnits} in one, for a single split. */
export function split(
  table: OutcomeTable,
  { texts, ...options }: SplitOptions & { readonly texts: readonly string[] },
): Split {
  return splitUnits(table, splittable(table, texts), options);
}

function rowsOf(units: readonly Unit[]): Uint32Array {
  return Uint32Array.from(units.flatMap(({ rows }) => rows)).sort();
}

function unitOfRow(table: OutcomeTable, units: readonly Unit[]): Int32Array {
  const of = new Int32Array(table.examples.length);
  units.forEach(({ rows }, unit) => {
    for (const row of rows) of[row] = unit;
  });
  return of;
}

function checkFractions({ fractions }: SplitOptions): void {
  const sum = fractions.reduce((total, fraction) => total + fraction, 0);
  if (fractions.some((fraction) => !(fraction > 0)) || Math.abs(sum - 1) > 1e-9) {
    throw new BenchError(`split: the fractions are ${fractions.join(', ')}`, {
      hint: 'Shares of train, validate and test are positive and sum to 1, such as [0.6, 0.2, 0.2].',
    });
  }
}

function checkParts(table: OutcomeTable, units: readonly Unit[], parts: readonly Uint32Array[]): void {
  if (parts.every(({ length }) => length > 0)) return;
  throw new BenchError(
    `${table.examples.length} examples in ${units.length} independent groups cannot be split into train, validate and test`,
    { hint: 'Rows of one `group`, session or cluster of near-duplicate prompts stay together: add other examples.' },
  );
}
