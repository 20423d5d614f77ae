import type { Example } from '../../harness/outcome-table.ts';
import { permutation, random } from '../../harness/random.ts';

/** Rows that a two-sample test may take for independent, and how many there would have been. */
export interface DriftSample {
  /** Ascending. */
  readonly rows: Uint32Array;
  /** Independent units: groups, sessions, and prompts that belong to none. */
  readonly units: number;
}

/**
 * A random sample with one prompt of each group or session: paraphrases and turns of one conversation are alike, and a
 * test that took them for independent would find drift where there is none.
 */
export function driftSample(examples: readonly Example[], most: number, seed: number): DriftSample {
  const seen = new Set<string>();
  const rows: number[] = [];
  for (const row of permutation(examples.length, random(seed))) {
    const { group, request } = examples[row]!;
    const unit = group === undefined ? sessionUnit(request.session?.id) : `group ${group}`;
    if (unit !== undefined && seen.has(unit)) continue;
    if (unit !== undefined) seen.add(unit);
    rows.push(row);
  }
  return { rows: Uint32Array.from(rows.slice(0, most)).sort(), units: rows.length };
}

function sessionUnit(id: string | undefined): string | undefined {
  return id === undefined ? undefined : `session ${id}`;
}
