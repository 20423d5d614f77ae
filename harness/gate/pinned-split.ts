import type { Fractions } from '../evaluate/parts.ts';
import { partsByTime, partsStratified } from '../evaluate/parts.ts';
import type { Split, Splittable } from '../evaluate/split.ts';
import type { Unit } from '../evaluate/units.ts';
import type { OutcomeTable } from '../outcome-table.ts';
import type { KnownRow } from './baseline.ts';

const SIDES = ['train', 'validate', 'test'] as const;
type SideNumber = 0 | 1 | 2;

export interface KnownSides {
  readonly train: readonly KnownRow[];
  readonly validate: readonly KnownRow[];
  readonly test: readonly KnownRow[];
}

export interface PinOptions {
  readonly seed: number;
  readonly order: 'random' | 'time';
  readonly fractions: Fractions;
}

/**
 * A split in which every known prompt stays where it was. New prompts that belong together with known ones (a group, a session,
 * near-duplicates) go to the side of theirs that nothing may be learned from, test before validate before train; the others are
 * split by the ordinary rule among themselves.
 */
export function pinnedSplit(
  table: OutcomeTable,
  { units, figures }: Splittable,
  known: KnownSides,
  { order, ...options }: PinOptions,
): Split {
  const sideOf = new Map(SIDES.flatMap((side, number) => known[side].map(({ id }) => [id, number as SideNumber])));
  const rows: [number[], number[], number[]] = [[], [], []];
  const fresh: Unit[] = [];
  for (const unit of units) {
    const sides = unit.rows.map((row) => sideOf.get(table.examples[row]!.id));
    const pinned = sides.filter((side) => side !== undefined);
    if (pinned.length === 0) {
      fresh.push(unit);
      continue;
    }
    const safest = Math.max(...pinned) as SideNumber;
    unit.rows.forEach((row, i) => {
      rows[sides[i] ?? safest].push(row);
    });
  }
  const parts = order === 'time' ? partsByTime(table, fresh, options) : partsStratified(table, fresh, options);
  parts.forEach((part, side) => {
    for (const unit of part) rows[side as SideNumber].push(...unit.rows);
  });
  const [train, validate, test] = rows.map((side) => Uint32Array.from(side).sort()) as [
    Uint32Array,
    Uint32Array,
    Uint32Array,
  ];
  const of = new Int32Array(table.examples.length);
  units.forEach((unit, number) => {
    for (const row of unit.rows) of[row] = number;
  });
  const sizes = { train: train.length, validate: validate.length, test: test.length };
  return { train, validate, test, units: of, figures: { order, ...sizes, ...figures } };
}
