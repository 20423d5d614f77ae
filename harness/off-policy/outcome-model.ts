import { permutation, random } from '../random.ts';
import { cholesky, solveCholesky } from '../statistics/cholesky.ts';
import type { LoggedChoices } from './logged-choices.ts';

/** What an outcome may depend on. */
export interface OutcomeFeatures {
  /** Features of the request, requests × `width`, row-major; finite. */
  readonly request: Float64Array;
  readonly width: number;
  /** What a router expects of each action, requests × actions; finite, 0 where it expects nothing. */
  readonly predicted: Float64Array;
}

const FOLDS = 5;
/** Weight of the penalty, in requests: features are brought to variance 1, and a slope has to be worth ten of them. */
const PENALTY = 10;

/**
 * What an outcome model expects of every action for every request, fitted to the logged choices of other folds; clusters
 * stay in one fold. The model is a ridge regression per action on the features of the request and on what a router expects
 * of that action; an action that the other folds hardly have is expected to be as the mean of all.
 *
 * @returns requests × actions, within the range of the outcomes
 */
export function crossFittedOutcomes(
  logged: LoggedChoices,
  outcomes: Float64Array,
  features: OutcomeFeatures,
  seed: number,
): Float64Array {
  const { actions, chosen, clusters } = logged;
  const order = permutation(clusters.count, random(seed));
  const foldOf = clusters.of.map((cluster) => order[cluster]! % FOLDS);
  const rows = Array.from(chosen.keys());
  const [lowest, highest] = rangeOf(outcomes);
  const expected = new Float64Array(chosen.length * actions);
  for (let action = 0; action < actions; action++) {
    const x = featureRows(features, actions, action);
    for (let fold = 0; fold < FOLDS; fold++) {
      const known = rows.filter((i) => foldOf[i] !== fold && chosen[i] === action);
      const others = known.length < 2 ? rows.filter((i) => foldOf[i] !== fold) : known;
      // One kind of answer is no ground for slopes: the mean of all stands in.
      const { slopes, intercept } = fittedRidge(x, outcomes, others, known.length < 2 ? 0 : features.width + 1);
      for (const i of rows) {
        if (foldOf[i] !== fold) continue;
        const value = slopes.reduce((sum, slope, k) => sum + slope * x[i]![k]!, intercept);
        expected[i * actions + action] = Math.min(highest, Math.max(lowest, value));
      }
    }
  }
  return expected;
}

/** Per request its own features, and last what a router expects of the action. */
function featureRows({ request, width, predicted }: OutcomeFeatures, actions: number, action: number): Float64Array[] {
  return Array.from({ length: predicted.length / actions }, (_, i) => {
    const row = new Float64Array(width + 1);
    row.set(request.subarray(i * width, (i + 1) * width));
    row[width] = predicted[i * actions + action]!;
    return row;
  });
}

interface AffineFit {
  readonly slopes: Float64Array;
  readonly intercept: number;
}

/**
 * Ridge regression (Hoerl and Kennard 1970) of the outcomes of some rows on the first `width` features, brought to mean 0 and
 * variance 1; the intercept is not penalised.
 */
function fittedRidge(
  x: readonly Float64Array[],
  outcomes: Float64Array,
  rows: readonly number[],
  width: number,
): AffineFit {
  const level = rows.reduce((sum, i) => sum + outcomes[i]!, 0) / Math.max(1, rows.length);
  const { center, spread } = scaleOf(x, rows, width);
  const system = new Float64Array(width * width);
  const slopes = new Float64Array(width);
  const z = new Float64Array(width);
  for (const i of rows) {
    for (let k = 0; k < width; k++) z[k] = spread[k] === 0 ? 0 : (x[i]![k]! - center[k]!) / spread[k]!;
    for (let j = 0; j < width; j++) {
      slopes[j]! += z[j]! * (outcomes[i]! - level);
      for (let k = 0; k <= j; k++) system[j * width + k]! += z[j]! * z[k]!;
    }
  }
  for (let j = 0; j < width; j++) system[j * width + j]! += PENALTY;
  solveCholesky(cholesky(system, width), width, slopes);
  let intercept = level;
  for (let k = 0; k < width; k++) {
    slopes[k] = spread[k] === 0 ? 0 : slopes[k]! / spread[k]!;
    intercept -= slopes[k]! * center[k]!;
  }
  return { slopes, intercept };
}

/** Mean and standard deviation of each feature over some rows; a feature that does not vary there has spread 0. */
function scaleOf(x: readonly Float64Array[], rows: readonly number[], width: number) {
  const center = new Float64Array(width);
  const spread = new Float64Array(width);
  for (const i of rows) for (let k = 0; k < width; k++) center[k]! += x[i]![k]! / rows.length;
  for (const i of rows) for (let k = 0; k < width; k++) spread[k]! += (x[i]![k]! - center[k]!) ** 2 / rows.length;
  for (let k = 0; k < width; k++) {
    // What is left of equal numbers by rounding is no spread.
    spread[k] = spread[k]! <= 1e-24 * center[k]! ** 2 ? 0 : Math.sqrt(spread[k]!);
  }
  return { center, spread };
}

function rangeOf(values: Float64Array): readonly [number, number] {
  let [lowest, highest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    lowest = Math.min(lowest, value);
    highest = Math.max(highest, value);
  }
  return [lowest, highest];
}
