import { closest, distance } from 'fastest-levenshtein';

/** The known word that `word` is probably a typo of; `undefined` when none is near (at most a third of it differs). */
export function nearest(word: string, known: readonly string[]): string | undefined {
  if (known.length === 0) return undefined;
  const best = closest(word, known);
  return distance(word, best) <= Math.max(1, Math.floor(word.length / 3)) ? best : undefined;
}

/** A hint for a word that is not known: what it is probably a typo of, else the other words. */
export function didYouMean(word: string, known: readonly string[], otherwise: string): string {
  const guess = nearest(word, known);
  return guess === undefined ? otherwise : `Did you mean "${guess}"?`;
}
