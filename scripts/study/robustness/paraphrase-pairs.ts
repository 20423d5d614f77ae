import type { OutcomeTable } from '../../../harness/outcome-table.ts';

/** Rows of one prompt in two wordings. */
export interface Pair {
  readonly original: number;
  readonly other: number;
}

/** Groups of paraphrases are told from other groups by their name. */
const PARAPHRASES = /^paraphrase/i;

/**
 * The paraphrases that a dataset marks: examples of one `group` whose name begins with `paraphrase`. The first of a group is
 * the original, and each other one makes a pair with it.
 */
export function paraphrasePairs({ examples }: OutcomeTable, rows: Iterable<number>): readonly Pair[] {
  const originals = new Map<string, number>();
  const pairs: Pair[] = [];
  for (const row of rows) {
    const { group } = examples[row]!;
    if (group === undefined || !PARAPHRASES.test(group)) continue;
    const original = originals.get(group);
    if (original === undefined) originals.set(group, row);
    else pairs.push({ original, other: row });
  }
  return pairs;
}
