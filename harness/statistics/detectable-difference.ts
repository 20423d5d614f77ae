import { tQuantile } from './t-quantile.ts';

/** Chance that a true difference of the stated size is found. */
export const POWER = 0.8;
/** Chance that a difference is found where there is none. */
export const LEVEL = 0.05;

/** How widely paired differences vary per cluster, and how many there are. */
export interface Spread {
  /** Of the mean difference, robust to clusters. */
  readonly standardError: number;
  readonly queries: number;
  /** At least two. */
  readonly clusters: number;
}

/**
 * Smallest true mean difference that a t test at level .05 finds with a chance of .8 on so many queries:
 * (t₁₋α/ₛ + t.₈) · standard error for a power of .8, with clusters − 1 degrees of freedom (Cohen 1988, "Statistical Power Analysis for the
 * Behavioral Sciences", §2.4; the noncentral t is replaced by a shifted central one, which is off by less than 1 % from 30
 * clusters on).
 *
 * @param sides 2 for a difference either way, 1 for "loses no more than a margin"
 */
export function detectableDifference(
  { standardError, clusters }: Spread,
  sides: 1 | 2,
  level = LEVEL,
  power = POWER,
): number {
  return reach(clusters, { sides, level, power }) * standardError;
}

/**
 * How many queries make `difference` the detectable one, clusters staying as large as they are. Against a margin with one
 * side: so many that a candidate which truly loses nothing is certified to lose no more than that, with a chance of .8.
 *
 * @param difference above 0
 * @returns a whole number; 0 where paired differences do not vary
 */
export function neededQueries(spread: Spread, difference: number, sides: 1 | 2, level = LEVEL, power = POWER): number {
  if (!(difference > 0)) throw new Error(`no number of queries detects a difference of ${difference}`);
  if (spread.standardError === 0) return 0;
  const clusters = neededClusters(spread, difference, { sides, level, power });
  return Math.ceil((clusters * spread.queries) / spread.clusters - 1e-9);
}

interface PlannedTest {
  readonly sides: 1 | 2;
  readonly level: number;
  readonly power: number;
}

/** Solves clusters = variance · (reach at so many clusters ÷ difference)², beginning with the normal reach. */
function neededClusters({ standardError, clusters }: Spread, difference: number, test: PlannedTest): number {
  const variance = standardError ** 2 * clusters;
  const at = (count: number) => Math.max(2, variance * (reach(count, test) / difference) ** 2);
  let needed = at(Number.POSITIVE_INFINITY);
  let before = 0;
  for (let step = 0; step < 20 && Math.abs(needed - before) > 1e-3; step++) {
    before = needed;
    needed = at(needed);
  }
  return needed;
}

/** In standard errors. From 10,000 clusters on t is normal to four digits. */
function reach(clusters: number, { sides, level, power }: PlannedTest): number {
  const df = Math.min(clusters, 10_000) - 1;
  return tQuantile(1 - level / sides, df) + tQuantile(power, df);
}
