import { addMoments, type Moments, subtractMoments } from './gram.ts';
import type { Outcomes } from './outcome-means.ts';
import { predictAffine, ridge } from './ridge.ts';
import { leastError, RoutingError } from './routing-error.ts';

/** From the smoothest: among equals the first is taken. Vectors are of length 1. */
const ALPHAS = [10_000, 1000, 300, 100, 30, 10, 3];

/**
 * Chooses the ridge penalty by cross-validation: each fold is predicted from the moments of the others, which are those
 * of all rows less its own, and the penalty with the least {@link RoutingError} is taken.
 *
 * @param parts moments of each fold
 */
export function chooseAlpha(
  parts: readonly Moments[],
  vectors: Float32Array,
  outcomes: Outcomes,
  folds: Uint8Array,
): { alpha: number; notes: readonly string[] } {
  const whole = addMoments(parts);
  const candidates = ALPHAS.map((setting) => ({ setting, tally: new RoutingError() }));
  parts.forEach((part, fold) => {
    const training = subtractMoments(whole, part);
    if (part.rows === 0 || training.rows === 0) return;
    const rows = [...folds.keys()].filter((row) => folds[row] === fold);
    for (const { setting, tally } of candidates) {
      const fits = ridge(training, setting);
      for (const row of rows) {
        tally.add(predictAffine(fits, vectors, row), 0, outcomes.quality, row * outcomes.width, outcomes.width);
      }
    }
  });
  const { setting: alpha, error } = leastError(
    candidates.map(({ setting, tally }) => ({ setting, error: tally.mean })),
  );
  const note = `cross-validation chose alpha ${alpha}: centred squared error ${error.toFixed(5)}, against ${candidates[0]!.tally.mean.toFixed(5)} at alpha ${ALPHAS[0]}`;
  return { alpha, notes: [note] };
}
