/**
 * Self-normalised inverse propensity estimate of a policy's mean outcome: v = Σ w·y ÷ Σ w (Swaminathan and Joachims, "The
 * Self-Normalized Estimator for Counterfactual Learning", NeurIPS 2015, §3; Owen, "Monte Carlo theory, methods and
 * examples", ch. 9, eq. 9.6). Biased of order 1/n only, does not depend on where the outcome has its zero, and stays among
 * the outcomes that were seen.
 *
 * @param weights importance weights, ≥ 0, not all 0
 * @param outcomes one per request, finite
 * @returns a value per request whose mean is v and whose deviations are those of its linearisation, w·(y − v) ÷ mean(w)
 * (the delta method for a ratio, Owen eq. 9.8): intervals of the mean of these values are intervals of v
 */
export function snipsValues(weights: Float64Array, outcomes: Float64Array): Float64Array {
  let total = 0;
  let weighted = 0;
  for (let i = 0; i < weights.length; i++) {
    total += weights[i]!;
    weighted += weights[i]! * outcomes[i]!;
  }
  if (!(total > 0)) throw new Error('no weight on any request');
  const value = weighted / total;
  const meanWeight = total / weights.length;
  return weights.map((weight, i) => value + (weight * (outcomes[i]! - value)) / meanWeight);
}
