/** The name that a typing error was probably meant to be, or `undefined` when none is near. Ties: the first. */
export function nearestName(typed: string, names: Iterable<string>): string | undefined {
  // Long texts are no names, and the distance takes time in proportion to both lengths.
  if (typed.length > 100) return undefined;
  let best: { name: string; distance: number } | undefined;
  for (const name of names) {
    if (name.length > 100) continue;
    const distance = editDistance(typed.toLowerCase(), name.toLowerCase());
    if (best === undefined || distance < best.distance) best = { name, distance };
  }
  if (best === undefined) return undefined;
  return best.distance <= Math.max(2, Math.floor(typed.length / 3)) ? best.name : undefined;
}

/** Levenshtein distance, two rows at a time. */
function editDistance(a: string, b: string): number {
  let above = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const substitution = above[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      current.push(Math.min(substitution, above[j]! + 1, current[j - 1]! + 1));
    }
    above = current;
  }
  return above[b.length]!;
}
