import { DisjointSets } from '../disjoint-sets.ts';
import type { OutcomeTable } from '../outcome-table.ts';

/** Rows that must stay on one side of a split. */
export interface Unit {
  /** Ascending. */
  readonly rows: readonly number[];
  /** The smallest example id: names the unit whatever the order of the rows. */
  readonly firstId: string;
}

/**
 * The independent units of a table: rows that share a group, a session or a cluster of near-duplicates belong
 * together, and so does what these connect. In the order of their smallest example id, so that the order of the rows
 * does not matter.
 *
 * @param clusters cluster of near-duplicates of each row
 */
export function unitsOf(table: OutcomeTable, clusters: Int32Array): Unit[] {
  const sets = new DisjointSets(table.examples.length);
  const firstOf = new Map<string, number>();
  table.examples.forEach(({ group, request }, row) => {
    const keys = [`near-duplicates ${clusters[row]}`];
    if (group !== undefined) keys.push(`group ${group}`);
    if (request.session !== undefined) keys.push(`session ${request.session.id}`);
    for (const key of keys) {
      const first = firstOf.get(key);
      if (first === undefined) firstOf.set(key, row);
      else sets.join(first, row);
    }
  });
  return collect(table, sets).sort((a, b) => (a.firstId < b.firstId ? -1 : 1));
}

function collect(table: OutcomeTable, sets: DisjointSets): Unit[] {
  const units = new Map<number, { rows: number[]; firstId: string }>();
  table.examples.forEach(({ id }, row) => {
    const root = sets.find(row);
    const unit = units.get(root);
    if (unit === undefined) units.set(root, { rows: [row], firstId: id });
    else {
      unit.rows.push(row);
      if (id < unit.firstId) unit.firstId = id;
    }
  });
  return [...units.values()];
}
