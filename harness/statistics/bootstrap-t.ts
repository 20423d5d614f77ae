import type { EstimateOrWhy } from '../evaluate/figures-schema.ts';
import { random } from '../random.ts';
import { nearestRank } from './nearest-rank.ts';

/** With 999 the 25th smallest and the 25th largest are the exact 2.5 % points. */
const RESAMPLES = 999;
const FIRST_SEED = 1000;

/** A smooth function of totals over observations, such as F1 of counts; finite, or NaN where it is not defined. */
export type FigureOfTotals = (totals: Float64Array) => number;

/**
 * A figure that is no mean but a smooth function of totals, with its 95 % studentised bootstrap interval (Efron and
 * Tibshirani, "An Introduction to the Bootstrap", 1993, §12.5): whole clusters are drawn with replacement, and each
 * resample's distance to the figure is measured in the resample's own standard error, the delete-one-cluster jackknife.
 * That one is consistent for smooth functions, needs no derivative, and is cheap here: leaving out a cluster is a
 * subtraction, and clusters with equal totals are counted together. For quantiles it is not: see `quantileInterval`.
 *
 * Over 300 simulated datasets each of five unequal classes, macro-F1 was covered in 96.7, 97.7 and 95.7 % at 60, 300 and
 * 1,000 queries, in 95.7 % with 100 clusters of three.
 *
 * Resample b has seed 1000 + b, so that the interval does not depend on who draws it.
 *
 * @param clusters totals of each cluster, all of one length; at least two
 * @param options.n observations in all
 * @param options.range the least and the largest value that the figure can have
 */
export function bootstrapT(
  clusters: readonly Float64Array[],
  figure: FigureOfTotals,
  { n, range }: { readonly n: number; readonly range: readonly [number, number] },
): EstimateOrWhy {
  const kinds = kindsOf(clusters);
  const whole = measured(kinds, weightsOf(kinds.of, kinds.totals.length), figure);
  if (!(whole.error > 0)) return { undefined: 'because nothing varies between the queries' };
  const distances = new Float64Array(RESAMPLES);
  for (let b = 0; b < RESAMPLES; b++) {
    const { value, error } = measured(kinds, resampled(kinds, FIRST_SEED + b), figure);
    // A resample without variation is infinitely far off, unless it is not off at all.
    distances[b] = value === whole.value ? 0 : (value - whole.value) / error;
  }
  const bound = (rank: number) => clamp(whole.value - nearestRank(distances, rank / RESAMPLES) * whole.error, range);
  const [low, high] = [bound(RESAMPLES - 24), bound(25)];
  return { value: whole.value, low, high, n, clusters: clusters.length };
}

/** Clusters whose totals are the same are of one kind. */
interface Kinds {
  readonly totals: readonly Float64Array[];
  /** Kind of each cluster. */
  readonly of: Int32Array;
}

function kindsOf(clusters: readonly Float64Array[]): Kinds {
  const numbers = new Map<string, number>();
  const totals: Float64Array[] = [];
  const of = Int32Array.from(clusters, (own) => {
    const key = own.join(' ');
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, totals.length);
    return totals.push(own) - 1;
  });
  return { totals, of };
}

function weightsOf(of: Int32Array, kinds: number): Float64Array {
  const weights = new Float64Array(kinds);
  for (const kind of of) weights[kind]! += 1;
  return weights;
}

function resampled({ of, totals }: Kinds, seed: number): Float64Array {
  const rng = random(seed);
  const weights = new Float64Array(totals.length);
  for (let i = 0; i < of.length; i++) weights[of[rng.integer(of.length)]!]! += 1;
  return weights;
}

/** The figure, and its standard error: √((G − 1)/G · Σ (figure without a cluster − their mean)²). */
function measured({ totals, of }: Kinds, weights: Float64Array, figure: FigureOfTotals) {
  const sums = new Float64Array(totals[0]!.length);
  totals.forEach((own, kind) => {
    for (let c = 0; c < sums.length; c++) sums[c]! += weights[kind]! * own[c]!;
  });
  const left = new Float64Array(sums.length);
  const without = totals.map((own, kind) => {
    if (weights[kind] === 0) return 0;
    for (let c = 0; c < sums.length; c++) left[c] = sums[c]! - own[c]!;
    return figure(left);
  });
  const average = without.reduce((sum, value, kind) => sum + weights[kind]! * value, 0) / of.length;
  const squares = without.reduce((sum, value, kind) => sum + weights[kind]! * (value - average) ** 2, 0);
  return { value: figure(sums), error: Math.sqrt(((of.length - 1) / of.length) * squares) };
}

function clamp(value: number, [least, most]: readonly [number, number]): number {
  return Math.min(most, Math.max(least, value));
}
