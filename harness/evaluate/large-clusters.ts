import type { Results } from './results.ts';

/** A cluster above this share of the set is shown with examples: it may be a template rather than duplicates. */
const LARGE_SHARE = 0.02;
const SHOWN = 3;
const SHOWN_CHARACTERS = 160;

type ClusterFigures = Pick<Results['split'], 'nearDuplicateClusters' | 'largestClusterShare' | 'largeClusters'>;

/** How near-duplicates cluster, as it stands in `results.json`. Clusters of one are none. */
export function largeClusters(clusters: Int32Array, texts: readonly string[]): ClusterFigures {
  const members = new Map<number, number[]>();
  clusters.forEach((cluster, row) => {
    const rows = members.get(cluster);
    if (rows === undefined) members.set(cluster, [row]);
    else rows.push(row);
  });
  const several = [...members.values()].filter(({ length }) => length > 1);
  several.sort((a, b) => b.length - a.length || a[0]! - b[0]!);
  return {
    nearDuplicateClusters: several.length,
    largestClusterShare: (several[0]?.length ?? 0) / texts.length,
    largeClusters: several
      .filter(({ length }) => length > LARGE_SHARE * texts.length)
      .map((rows) => ({ size: rows.length, examples: rows.slice(0, SHOWN).map((row) => shorten(texts[row]!)) })),
  };
}

function shorten(text: string): string {
  if (text.length <= SHOWN_CHARACTERS) return text;
  // Never half of a surrogate pair.
  return `${text.slice(0, SHOWN_CHARACTERS).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
