import type { Estimate } from '../evaluate/figures-schema.ts';
import { type Random, random } from '../random.ts';
import type { Clusters } from './clusters.ts';
import { factorOf, mixed } from './covariance-factor.ts';
import { CONFIDENCE, mean, meanEstimate } from './mean-estimate.ts';
import { tTail } from './t-quantile.ts';

/** How one candidate stands in the confidence set for the best. */
export interface SetStanding {
  /** Mean of its values. */
  readonly mean: number;
  /** Whether it may be the best: adjusted p above .05. */
  readonly isIn: boolean;
  /** Adjusted p of "it is one of the best", 0..1; 1 for what leads. */
  readonly p: number;
  /** The candidate that speaks most clearly against it, and by how much that one is better (plain paired interval). */
  readonly behind?: { readonly candidate: number; readonly difference: Estimate };
}

const SEED = 1000;
/** A variance of a difference below this share of the variances is rounding: the two differ by a constant, or not at all. */
const ROUNDING = 1e-12;

/**
 * A set of candidates that holds, in 95 of 100 datasets, every one that is truly best (largest mean), ties included. That
 * two are in it does not say that they are equal, only that these queries cannot tell.
 *
 * Candidate k is tested for "nobody is better" by the largest studentised paired difference T(k) = max over j of
 * (mean j − mean k) ÷ standard error: multiple comparisons with the best (Hsu 1984, "Constrained Simultaneous Confidence
 * Intervals for Multiple Comparisons with the Best", Annals of Statistics 12), stepped down over the candidates still in
 * question so that the chance of leaving out any of the best, not just a given one, is 5 % (Romano and Wolf 2005, "Exact
 * and Approximate Stepdown Methods for Multiple Hypothesis Testing", JASA 100). The joint distribution of the differences
 * is a multivariate t with their cluster-robust covariance (Hothorn, Bretz and Westfall 2008, "Simultaneous Inference in
 * General Parametric Models", §3), drawn with a fixed seed. Of two candidates it is the two-sided paired t test.
 *
 * @param values per candidate, per observation: paired, finite
 * @param clusters at least two
 * @param draws of the largest difference; with 10,000 the simulation error of a p-value of .05 is .002
 */
export function confidenceSet(values: readonly Float64Array[], clusters: Clusters, draws = 10_000): SetStanding[] {
  const comparison = compare(values, clusters);
  const p = adjusted(comparison, draws);
  return values.map((own, k) => {
    const rival = comparison.rivals[k]!;
    const isBehind = comparison.statistics[k]! > 0;
    return {
      mean: comparison.means[k]!,
      isIn: p[k]! > 1 - CONFIDENCE,
      p: p[k]!,
      ...(isBehind && { behind: { candidate: rival, difference: difference(values[rival]!, own, clusters) } }),
    };
  });
}

interface Comparison {
  readonly means: readonly number[];
  /** K × K, row-major: of the means. */
  readonly covariance: Float64Array;
  /** K × K standard errors of differences; 0 where they are constant. */
  readonly errors: Float64Array;
  /** Largest studentised difference of any other candidate to this one. */
  readonly statistics: readonly number[];
  readonly rivals: readonly number[];
  readonly df: number;
}

function compare(values: readonly Float64Array[], clusters: Clusters): Comparison {
  const width = values.length;
  const means = values.map(mean);
  const covariance = covarianceOfMeans(values, means, clusters);
  const errors = errorsOfDifferences(covariance, width);
  const rivals = means.map((_, k) => largestAt(width, (j) => studentised(means, errors, j, k)));
  const statistics = rivals.map((j, k) => studentised(means, errors, j, k));
  return { means, covariance, errors, statistics, rivals, df: clusters.count - 1 };
}

/** Cluster-robust covariance of means, as `meanEstimate` has it for one. */
function covarianceOfMeans(
  values: readonly Float64Array[],
  means: readonly number[],
  { of, count }: Clusters,
): Float64Array {
  if (count < 2) throw new Error('a confidence set needs two clusters');
  const sums = values.map((own, k) => {
    const perCluster = new Float64Array(count);
    for (let i = 0; i < own.length; i++) perCluster[of[i]!]! += own[i]! - means[k]!;
    return perCluster;
  });
  const scale = count / (count - 1) / of.length ** 2;
  const covariance = new Float64Array(values.length ** 2);
  for (let j = 0; j < values.length; j++) {
    for (let k = 0; k <= j; k++) {
      let product = 0;
      for (let g = 0; g < count; g++) product += sums[j]![g]! * sums[k]![g]!;
      covariance[j * values.length + k] = covariance[k * values.length + j] = scale * product;
    }
  }
  return covariance;
}

function errorsOfDifferences(covariance: Float64Array, width: number): Float64Array {
  return covariance.map((shared, cell) => {
    const [j, k] = [Math.floor(cell / width), cell % width];
    const both = covariance[j * width + j]! + covariance[k * width + k]!;
    const variance = both - 2 * shared;
    return variance <= ROUNDING * both ? 0 : Math.sqrt(variance);
  });
}

/** How far j is above k; infinite where it is so on every query alike, 0 where the two are the same. */
function studentised(means: readonly number[], errors: Float64Array, j: number, k: number): number {
  const distance = means[j]! - means[k]!;
  const error = errors[j * means.length + k]!;
  if (error > 0) return distance / error;
  const isRounding = Math.abs(distance) <= ROUNDING * Math.max(Math.abs(means[j]!), Math.abs(means[k]!));
  return j === k || isRounding ? 0 : Math.sign(distance) * Number.POSITIVE_INFINITY;
}

/** From the clearest loser on: the chance that any candidate still in question would look as bad if all were equal. */
function adjusted({ statistics, covariance, errors, df }: Comparison, draws: number): number[] {
  const order = [...statistics.keys()].sort((a, b) => statistics[b]! - statistics[a]!);
  const reached = new Uint32Array(order.length);
  const rng = random(SEED);
  const factor = factorOf(covariance);
  for (let draw = 0; draw < draws; draw++) {
    const largest = largestDifferences(mixed(factor, rng), errors, Math.sqrt(chiSquare(df, rng) / df));
    let soFar = 0;
    for (let rank = order.length - 1; rank >= 0; rank--) {
      soFar = Math.max(soFar, largest[order[rank]!]!);
      if (soFar >= statistics[order[rank]!]!) reached[rank]! += 1;
    }
  }
  const p = new Array<number>(order.length);
  let running = 0;
  order.forEach((k, rank) => {
    const pairs = (order.length - rank) * (order.length - 1);
    running = Math.max(
      running,
      pValue(statistics[k]!, reached[rank]! / draws, 1 / draws, pairs * tail(statistics[k]!, df)),
    );
    p[k] = running;
  });
  return p;
}

/** Where no draw came as far, Bonferroni's bound says how small p is at most. */
function pValue(statistic: number, share: number, least: number, bound: number): number {
  if (statistic <= 0) return 1;
  return share > 0 ? share : Math.min(least, bound);
}

function tail(statistic: number, df: number): number {
  return statistic === Number.POSITIVE_INFINITY ? 0 : tTail(Math.max(0, statistic), df);
}

/** Per candidate the largest studentised difference to it in one draw. */
function largestDifferences(draw: Float64Array, errors: Float64Array, scale: number): Float64Array {
  const width = draw.length;
  const largest = new Float64Array(width);
  for (let k = 0; k < width; k++) {
    let most = 0;
    for (let j = 0; j < width; j++) {
      const error = errors[k * width + j]!;
      if (error > 0) most = Math.max(most, (draw[j]! - draw[k]!) / error);
    }
    largest[k] = most / scale;
  }
  return largest;
}

/** Above 30 degrees of freedom by the cube of a normal variable (Wilson and Hilferty 1931). */
function chiSquare(df: number, rng: Random): number {
  if (df > 30) return df * Math.max(0, 1 - 2 / (9 * df) + rng.normal() * Math.sqrt(2 / (9 * df))) ** 3;
  let sum = 0;
  for (let i = 0; i < df; i++) sum += rng.normal() ** 2;
  return sum;
}

function difference(better: Float64Array, worse: Float64Array, clusters: Clusters): Estimate {
  return meanEstimate(
    better.map((value, i) => value - worse[i]!),
    clusters,
  );
}

function largestAt(count: number, value: (index: number) => number): number {
  let at = 0;
  for (let i = 1; i < count; i++) if (value(i) > value(at)) at = i;
  return at;
}
