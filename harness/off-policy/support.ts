import { mean, standardError } from '../statistics/mean-estimate.ts';
import { importanceWeights, type LoggedChoices } from './logged-choices.ts';

/** Least chance under the logging policy of anything that the other policy may choose, for anything to be claimed. */
export const LEAST_PROPENSITY = 0.02;
/** Least effective size for anything to be claimed. */
export const LEAST_EFFECTIVE_SIZE = 200;

/** How far a log speaks of another policy. */
export interface Support {
  readonly records: number;
  /** Independent units among them: conversations, or else distinct requests. */
  readonly clusters: number;
  /**
   * Records of the other policy's own that this log is worth: (Σ W)² ÷ Σ W², with W the sum of the weights of a cluster
   * (Kish's formula, Owen, "Monte Carlo theory, methods and examples", eq. 9.13). At most `clusters`; 0 without weight.
   */
  readonly effectiveSize: number;
  /** Largest importance weight; 50 at the least propensity. */
  readonly maxWeight: number;
  /** Mean importance weight with its standard error; 1 in expectation where the log supports the policy. */
  readonly meanWeight: { readonly value: number; readonly standardError: number };
  /** Share of the other policy's choices, by chance, that had at least the least chance in the log. */
  readonly supportedShare: number;
  /** Share of records in which the other policy may choose what had less than the least chance. */
  readonly thinShare: number;
  /** Chance of the other policy to choose each action where it had less than the least chance; mean over records. */
  readonly unsupported: readonly number[];
}

/** What there is to say of the overlap of two policies, before anything is estimated. At least two clusters. */
export function supportOf(logged: LoggedChoices): Support {
  const weights = importanceWeights(logged);
  const unsupported = new Float64Array(logged.actions);
  let thin = 0;
  for (let i = 0; i < logged.chosen.length; i++) if (addUnsupported(unsupported, logged, i)) thin += 1;
  const records = logged.chosen.length;
  const shares = Array.from(unsupported, (chance) => chance / records);
  const value = mean(weights);
  return {
    records,
    clusters: logged.clusters.count,
    effectiveSize: effectiveSize(weights, logged),
    maxWeight: weights.reduce((most, weight) => Math.max(most, weight), 0),
    meanWeight: { value, standardError: standardError(weights, value, logged.clusters) },
    supportedShare: Math.max(0, 1 - shares.reduce((sum, share) => sum + share, 0)),
    thinShare: thin / records,
    unsupported: shares,
  };
}

/** Adds what request `i` has without support; true where there is any. */
function addUnsupported(
  sums: Float64Array,
  { actions, chosen, propensity, logging, target }: LoggedChoices,
  i: number,
) {
  let isThin = false;
  for (let a = 0; a < actions; a++) {
    const chance = target[i * actions + a]!;
    const logs = chosen[i] === a ? propensity[i]! : logging[i * actions + a]!;
    // NaN, where only the choice's own chance is known, passes: the mean weight has to show it.
    // 1e-9: .1 shared by five must pass as .02.
    if (chance > 0 && logs < LEAST_PROPENSITY - 1e-9) {
      sums[a]! += chance;
      isThin = true;
    }
  }
  return isThin;
}

function effectiveSize(weights: Float64Array, { clusters }: LoggedChoices): number {
  const sums = new Float64Array(clusters.count);
  for (let i = 0; i < weights.length; i++) sums[clusters.of[i]!]! += weights[i]!;
  let total = 0;
  let squares = 0;
  for (const sum of sums) {
    total += sum;
    squares += sum * sum;
  }
  return squares === 0 ? 0 : (total * total) / squares;
}
