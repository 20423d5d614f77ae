import { nearDuplicateClusters } from '../../harness/embed/near-duplicates.ts';
import { exactIndex } from '../../harness/embed/nearest.ts';
import type { Example } from '../../harness/outcome-table.ts';

/** How varied the prompts are, and how much of their task shows. */
export interface TextFigures {
  /** Median cosine of a prompt to its nearest neighbour. */
  readonly medianNearestCosine: number;
  /** Share of prompts that repeat an earlier one outside their group, by shingles. */
  readonly nearDuplicates: number;
  /** Share of prompts whose task is the most frequent one among their ten nearest neighbours. */
  readonly taskIdentified: number;
}

const NEIGHBOURS = 10;

/** @param vectors unit vectors of `texts`, row-major, of `dimensions` columns */
export async function textFigures(
  examples: readonly Example[],
  texts: readonly string[],
  vectors: Float32Array,
  dimensions: number,
): Promise<TextFigures> {
  const { indices, similarity, k } = await exactIndex(vectors, dimensions).search(vectors, NEIGHBOURS + 6);
  const nearest: number[] = [];
  let identified = 0;
  for (const [i, example] of examples.entries()) {
    const others = Array.from(indices.subarray(i * k, (i + 1) * k), (row, j) => ({
      row,
      cosine: similarity[i * k + j]!,
    }))
      .filter(({ row }) => row !== i)
      .slice(0, NEIGHBOURS);
    nearest.push(others[0]!.cosine);
    // Paraphrases and turns would give the task away.
    const strangers = others.filter(({ row }) => example.group === undefined || examples[row]!.group !== example.group);
    identified += Number(mostFrequent(strangers.map(({ row }) => examples[row]!.task)) === example.task);
  }
  nearest.sort((a, b) => a - b);
  return {
    medianNearestCosine: nearest[Math.floor(nearest.length / 2)]!,
    nearDuplicates: repeats(examples, texts) / examples.length,
    taskIdentified: identified / examples.length,
  };
}

/** Prompts in the cluster of an earlier one that is not of their own group. */
function repeats(examples: readonly Example[], texts: readonly string[]): number {
  const clusters = nearDuplicateClusters(texts);
  const seen = new Map<number, Set<string>>();
  let count = 0;
  for (const [i, { group, id }] of examples.entries()) {
    const groups = seen.get(clusters[i]!) ?? new Set<string>();
    if (groups.size > 0 && !groups.has(group ?? id)) count++;
    seen.set(clusters[i]!, groups.add(group ?? id));
  }
  return count;
}

function mostFrequent(values: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].reduce((best, next) => (next[1] > best[1] ? next : best), ['', 0] as [string, number])[0];
}
