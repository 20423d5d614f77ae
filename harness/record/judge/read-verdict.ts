import { soleField } from './sole-field.ts';

/**
 * The score that a judge's reply gives.
 *
 * @returns 0..1; `undefined` where it gives none, one outside, or several that differ
 */
export function readVerdict(text: string): number | undefined {
  const score = soleField(text, 'score');
  return typeof score === 'number' && score >= 0 && score <= 1 ? score : undefined;
}
