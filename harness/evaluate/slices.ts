import type { OutcomeTable } from '../outcome-table.ts';
import type { RouteRequest, Scalar } from '../request.ts';
import { nearestRank } from '../statistics/nearest-rank.ts';

/** A metadata key and the slices that it cuts the queries into. */
export interface SliceKey {
  readonly key: string;
  /** A value of the key, or a range of numbers, in the order in which slices are shown. */
  readonly names: readonly string[];
  /** Per row of the table: index of its slice; −1 = its request does not have the key. */
  readonly of: Int32Array;
}

type Cut = Omit<SliceKey, 'key'>;

export interface Slices {
  readonly keys: readonly SliceKey[];
  /** Keys that cut nothing useful, with the reason. */
  readonly leftOut: readonly { readonly key: string; readonly because: string }[];
}

const MOST_VALUES = 20;
const MOST_KEYS = 20;
/** Numbers with as few values are told apart by value: terciles could not be finer. */
const FEW_NUMBERS = 3;

/**
 * Slices of the queries by metadata: one per value of a key with 2 to 20 values; of a key of numbers terciles, cut on train
 * by nearest rank (or its values, where it has at most three). Keys in code-unit order, at most 20 of them.
 *
 * @param train row indices of `table`
 */
export function slicesOf({ examples }: OutcomeTable, train: Uint32Array): Slices {
  const keys: SliceKey[] = [];
  const leftOut: { key: string; because: string }[] = [];
  for (const [key, seen] of [...valuesSeen(examples)].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const column = () => examples.map(({ request }) => valueAt(request, key));
    const cut = keys.length < MOST_KEYS ? sliced(seen, column, train) : `only the first ${MOST_KEYS} keys are cut`;
    if (typeof cut === 'string') leftOut.push({ key, because: cut });
    else keys.push({ key, ...cut });
  }
  return { keys, leftOut };
}

type Column<Value> = readonly (Value | undefined)[];

/** The values of a key, at most one more than can be slices. */
interface Seen {
  readonly values: Set<Scalar>;
  areNumbers: boolean;
}

/** Values only, no columns: a table may have very many keys. */
function valuesSeen(examples: OutcomeTable['examples']): Map<string, Seen> {
  const keys = new Map<string, Seen>();
  for (const { request } of examples) {
    for (const [key, value] of Object.entries(request.metadata)) {
      const seen = keys.get(key) ?? { values: new Set(), areNumbers: true };
      keys.set(key, seen);
      if (seen.values.size <= MOST_VALUES) seen.values.add(value);
      if (typeof value !== 'number') seen.areNumbers = false;
    }
  }
  return keys;
}

function valueAt({ metadata }: RouteRequest, key: string): Scalar | undefined {
  return Object.hasOwn(metadata, key) ? metadata[key] : undefined;
}

/** The slices of one key, or why it has none. */
function sliced({ values, areNumbers }: Seen, column: () => Column<Scalar>, train: Uint32Array): Cut | string {
  if (areNumbers && values.size > FEW_NUMBERS) return inTerciles(column() as Column<number>, train);
  const sorted = areNumbers ? [...values].sort((a, b) => Number(a) - Number(b)) : [...values].map(String).sort();
  const names = [...new Set(sorted.map(String))];
  if (names.length < 2) return 'it has one value only';
  if (names.length > MOST_VALUES) return `it has more than ${MOST_VALUES} values`;
  const at = new Map(names.map((name, index) => [name, index]));
  return { names, of: Int32Array.from(column(), (value) => (value === undefined ? -1 : at.get(String(value))!)) };
}

function inTerciles(column: Column<number>, train: Uint32Array): Cut | string {
  const known = Float64Array.from(Array.from(train, (row) => column[row]).filter((value) => value !== undefined));
  if (known.length === 0) return 'no training query has it';
  const cuts = [...new Set([nearestRank(known, 1 / 3), nearestRank(known, 2 / 3)])];
  const tercileOf = (value: number) => cuts.filter((cut) => value > cut).length;
  const of = Int32Array.from(column, (value) => (value === undefined ? -1 : tercileOf(value)));
  const highest = Math.max(...cuts);
  if (!of.some((slice) => slice === cuts.length) && cuts.length === 1) return `nearly all of its values are ${highest}`;
  return { names: rangeNames(cuts), of };
}

/** `≤ 10`, `> 10 and ≤ 20`, `> 20`. */
function rangeNames(cuts: readonly number[]): string[] {
  const inner = cuts.slice(1).map((cut, i) => `> ${cuts[i]} and ≤ ${cut}`);
  return [`≤ ${cuts[0]}`, ...inner, `> ${cuts.at(-1)}`];
}
