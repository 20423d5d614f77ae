import { CONFIDENCE } from '../../statistics/mean-estimate.ts';
import { tQuantile } from '../../statistics/t-quantile.ts';
import type { LastDoubling } from './learning-schema.ts';

/**
 * What all training prompts gain over a random half of them: the mean over the halves drawn, with a t interval whose
 * variance has two parts. Of the test queries: the mean of the paired standard errors, which is as large as it can be,
 * because the halves are measured on the same queries. Of the half drawn: s²/R over R halves. Degrees of freedom after
 * Welch (1947) and Satterthwaite (1946).
 *
 * @param halves one per half drawn
 * @param clusters independent units of the test queries
 */
export function lastDoubling(
  halves: readonly { readonly value: number; readonly standardError: number }[],
  clusters: number,
): LastDoubling['gain'] {
  if (halves.length < 2) {
    return { undefined: 'because fewer than two halves of the training prompts could be evaluated' };
  }
  const count = halves.length;
  const value = halves.reduce((sum, half) => sum + half.value, 0) / count;
  const ofQueries = (halves.reduce((sum, { standardError }) => sum + standardError, 0) / count) ** 2;
  const ofHalves = halves.reduce((sum, half) => sum + (half.value - value) ** 2, 0) / (count - 1) / count;
  const variance = ofQueries + ofHalves;
  if (variance === 0) return { value, low: value, high: value };
  const df = variance ** 2 / (ofQueries ** 2 / (clusters - 1) + ofHalves ** 2 / (count - 1));
  const reach = tQuantile((1 + CONFIDENCE) / 2, df) * Math.sqrt(variance);
  return { value, low: value - reach, high: value + reach };
}
