import { BenchError } from '../bench-error.ts';
import type { OutcomeTable } from '../outcome-table.ts';
import { permutation, random } from '../random.ts';
import type { Unit } from './units.ts';

/** Shares of train, validate and test: positive, summing to 1. */
export type Fractions = readonly [number, number, number];

/** Units of train, of validate and of test. */
export type Parts = readonly [Unit[], Unit[], Unit[]];

/**
 * Units in random order, the largest first, each to the part that lags most behind its share: of the rows of the
 * unit's tasks and of all rows so far. Small tasks thus spread over the parts instead of all falling into train.
 */
export function partsStratified(
  table: OutcomeTable,
  units: readonly Unit[],
  { fractions, seed }: { readonly fractions: Fractions; readonly seed: number },
): Parts {
  const order = Array.from(permutation(units.length, random(seed)), (unit) => units[unit]!);
  order.sort((a, b) => b.rows.length - a.rows.length);
  const parts: Parts = [[], [], []];
  const all = emptyCount();
  const perTask = new Map<string, Count>();
  for (const unit of order) {
    const tasks = tasksOf(table, unit, perTask);
    all.seen += unit.rows.length;
    for (const [count, rows] of tasks) count.seen += rows;
    const part = mostBehind(fractions, (p) => {
      let behind = lag(all, p, fractions[p]!);
      for (const [count, rows] of tasks) behind += (rows / unit.rows.length) * lag(count, p, fractions[p]!);
      return behind;
    });
    parts[part].push(unit);
    all.given[part]! += unit.rows.length;
    for (const [count, rows] of tasks) count.given[part]! += rows;
  }
  return parts;
}

/** Whole units by their latest time: the oldest train, the newest test. */
export function partsByTime(
  table: OutcomeTable,
  units: readonly Unit[],
  { fractions }: { readonly fractions: Fractions },
): Parts {
  const latest = new Map(units.map((unit) => [unit, latestTime(table, unit)]));
  // Stable: units of one time stay in the order of their ids.
  const order = [...units].sort((a, b) => latest.get(a)! - latest.get(b)!);
  const parts: Parts = [[], [], []];
  const total = table.examples.length;
  let before = 0;
  for (const unit of order) {
    // A unit goes where its middle row falls.
    const middle = (before + unit.rows.length / 2) / total;
    parts[middle < fractions[0] ? 0 : middle < fractions[0] + fractions[1] ? 1 : 2].push(unit);
    before += unit.rows.length;
  }
  return parts;
}

/** Rows seen so far, and how many of them each part was given. */
interface Count {
  seen: number;
  readonly given: [number, number, number];
}

function emptyCount(): Count {
  return { seen: 0, given: [0, 0, 0] };
}

function lag({ seen, given }: Count, part: 0 | 1 | 2, fraction: number): number {
  return fraction * seen - given[part];
}

/** The part that lags most, ties to the earlier one. */
function mostBehind(fractions: Fractions, behind: (part: 0 | 1 | 2) => number): 0 | 1 | 2 {
  const lags = fractions.map((_, part) => behind(part as 0 | 1 | 2));
  return lags.indexOf(Math.max(...lags)) as 0 | 1 | 2;
}

function tasksOf(table: OutcomeTable, unit: Unit, perTask: Map<string, Count>): Map<Count, number> {
  const tasks = new Map<Count, number>();
  for (const row of unit.rows) {
    const { task } = table.examples[row]!;
    let count = perTask.get(task);
    if (count === undefined) {
      count = emptyCount();
      perTask.set(task, count);
    }
    tasks.set(count, (tasks.get(count) ?? 0) + 1);
  }
  return tasks;
}

function latestTime(table: OutcomeTable, { rows }: Unit): number {
  let latest = Number.NEGATIVE_INFINITY;
  for (const row of rows) latest = Math.max(latest, timeOf(table, row));
  return latest;
}

function timeOf(table: OutcomeTable, row: number): number {
  const { at, id } = table.examples[row]!;
  const time = at === undefined ? Number.NaN : Date.parse(at);
  if (!Number.isNaN(time)) return time;
  throw new BenchError(`example "${id}": a split by time needs a time in field "at", this one has ${at ?? 'none'}`, {
    hint: 'Times are ISO 8601, such as 2026-03-01T12:00:00Z. Or set the order of the split to "random".',
  });
}
