import { permutation, random } from '../random.ts';
import { cholesky, solveCholesky } from '../statistics/cholesky.ts';
import { mean } from '../statistics/mean-estimate.ts';
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
  for (let fold = 0; fold < FOLDS; fold++) {
    const others = rows.filter((i) => foldOf[i] !== fold);
    const overall = mean(Float64Array.from(others.length > 0 ? others : rows, (i) => outcomes[i]!));
    for (let action = 0; action < actions; action++) {
      const vectorOf = (i: number) => featureVector(features, actions, action, i);
      const known = others.filter((i) => chosen[i] === action);
      const predict = known.length < 2 ? () => overall : fittedRidge(known, vectorOf, outcomes, features.width + 1);
      for (const i of rows) {
        if (foldOf[i] !== fold) continue;
        expected[i * actions + action] = Math.min(highest, Math.max(lowest, predict(vectorOf(i))));
      }
    }
  }
  return expected;
}

function featureVector(
  { request, width, predicted }: OutcomeFeatures,
  actions: number,
  action: number,
  i: number,
): Float64Array {
  const vector = new Float64Array(width + 1);
  vector.set(request.subarray(i * width, (i + 1) * width));
  vector[width] = predicted[i * actions + action]!;
  return vector;
}

/** Ridge regression (Hoerl and Kennard 1970) on standardised features; the intercept is not penalised. */
function fittedRidge(
  rows: readonly number[],
  vectorOf: (row: number) => Float64Array,
  outcomes: Float64Array,
  width: number,
): (vector: Float64Array) => number {
  const vectors = rows.map(vectorOf);
  const center = new Float64Array(width).map((_, k) => mean(Float64Array.from(vectors, (vector) => vector[k]!)));
  const spread = center.map((middle, k) =>
    Math.sqrt(mean(Float64Array.from(vectors, (vector) => (vector[k]! - middle) ** 2))),
  );
  // A feature that does not vary here says nothing here.
  const standard = (vector: Float64Array) =>
    vector.map((value, k) =>
      spread[k]! > 1e-12 * (Math.abs(center[k]!) + 1e-300) ? (value - center[k]!) / spread[k]! : 0,
    );
  const level = mean(Float64Array.from(rows, (row) => outcomes[row]!));
  const system = new Float64Array(width * width);
  const slopes = new Float64Array(width);
  for (const [r, vector] of vectors.entries()) {
    const x = standard(vector);
    const y = outcomes[rows[r]!]! - level;
    for (let j = 0; j < width; j++) {
      if (x[j] === 0) continue;
      slopes[j]! += x[j]! * y;
      for (let k = 0; k <= j; k++) system[j * width + k]! += x[j]! * x[k]!;
    }
  }
  for (let j = 0; j < width; j++) system[j * width + j]! += PENALTY;
  solveCholesky(cholesky(system, width), width, slopes);
  return (vector) => level + standard(vector).reduce((sum, x, k) => sum + x * slopes[k]!, 0);
}

function rangeOf(values: Float64Array): readonly [number, number] {
  let [lowest, highest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    lowest = Math.min(lowest, value);
    highest = Math.max(highest, value);
  }
  return [lowest, highest];
}
