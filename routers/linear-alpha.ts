import { addMoments, type Moments, subtractMoments } from './gram.ts';
import type { Outcomes } from './outcome-means.ts';
import { predictAt, ridges } from './ridge.ts';
import { choiceNote, RoutingError, smoothestOfBest } from './routing-error.ts';

/** From the smoothest. Vectors are of length 1. */
const ALPHAS = [10_000, 1000, 300, 100, 30, 10, 3];

/**
 * Chooses the ridge penalty by cross-validation: each fold is predicted from the moments of the others, which are those
 * of all rows less its own, and the smoothest of the best penalties by {@link RoutingError} is taken.
 *
 * @param parts moments of each fold, with one target for each of `models`
 * @param models those that are judged, see `competitiveModels`
 */
export function chooseAlpha(
  parts: readonly Moments[],
  vectors: Float32Array,
  outcomes: Outcomes,
  folds: Uint8Array,
  models: readonly number[],
): { alpha: number; notes: readonly string[] } {
  const whole = addMoments(parts);
  const candidates = ALPHAS.map((setting) => ({ setting, error: new RoutingError(models) }));
  parts.forEach((part, fold) => {
    const training = subtractMoments(whole, part);
    if (part.rows === 0 || training.rows === 0) return;
    const fits = ridges(training, ALPHAS);
    const predicted = new Float64Array(outcomes.width);
    folds.forEach((each, row) => {
      if (each !== fold) return;
      const vector = new Float64Array(vectors.subarray(row * whole.dimensions, (row + 1) * whole.dimensions));
      candidates.forEach(({ error }, c) => {
        const ofModels = predictAt(fits[c]!, vector);
        models.forEach((model, target) => {
          predicted[model] = ofModels[target]!;
        });
        error.add(predicted, outcomes.quality, row * outcomes.width);
      });
    });
  });
  const { setting: alpha, error } = smoothestOfBest(candidates);
  const note = choiceNote(`alpha ${alpha}`, error, `alpha ${ALPHAS[0]}`, candidates[0]!.error);
  return { alpha, notes: [note] };
}
