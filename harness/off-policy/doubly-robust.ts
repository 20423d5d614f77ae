import { importanceWeights, type LoggedChoices } from './logged-choices.ts';
import { crossFittedOutcomes, type OutcomeFeatures } from './outcome-model.ts';

/**
 * Doubly robust estimate of a policy's mean outcome (Dudík, Langford and Li, "Doubly Robust Policy Evaluation and
 * Learning", ICML 2011, §3): per request what an outcome model expects of the policy's choice, plus the importance-weighted
 * error of the model on what was logged, Σₐ π(a)·f̂(a) + w·(y − f̂(a_logged)). With known propensities it is right whatever
 * the model is worth, and a good model makes it precise. The model is cross-fitted, so that no request is corrected by
 * itself (Chernozhukov et al., "Double/debiased machine learning", 2018).
 *
 * @param outcomes one per request, finite
 * @param seed of the folds
 * @returns a value per request; the mean is the estimate
 */
export function doublyRobustValues(
  logged: LoggedChoices,
  outcomes: Float64Array,
  features: OutcomeFeatures,
  seed: number,
): Float64Array {
  const { actions, chosen, target } = logged;
  const expected = crossFittedOutcomes(logged, outcomes, features, seed);
  const weights = importanceWeights(logged);
  return outcomes.map((outcome, i) => {
    let direct = 0;
    for (let a = 0; a < actions; a++) {
      // What is never chosen needs no expectation.
      const chance = target[i * actions + a]!;
      if (chance > 0) direct += chance * expected[i * actions + a]!;
    }
    return direct + weights[i]! * (outcome - expected[i * actions + chosen[i]!]!);
  });
}
