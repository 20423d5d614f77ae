import type { Clusters } from '../statistics/clusters.ts';
import { detectableDifference, LEVEL, neededQueries, type Spread } from '../statistics/detectable-difference.ts';
import { mean, standardError } from '../statistics/mean-estimate.ts';
import type { Planning } from './baseline-schema.ts';

/** Chance that a harm of twice the margin fails the gate. */
export const GATE_POWER = 0.95;
/** Margins beyond this are no margins. */
const LARGEST_MARGIN = 10;

/** Values per query of a criterion: what the policy does, and what others would do instead. */
export interface ValuesToPlanWith {
  readonly own: Float64Array;
  readonly alternatives: readonly { readonly name: string; readonly values: Float64Array }[];
  readonly clusters: Clusters;
  /** Whether harm is a rise as a share of the own mean, which is above 0; else it is the value that is lost. */
  readonly relative: boolean;
}

/** What is kept of a run so that its gate knows which margins it can hold. */
export function planningOf({ own, alternatives, clusters, relative }: ValuesToPlanWith): Planning {
  const scale = relative ? -mean(own) : 1;
  return {
    queries: own.length,
    clusters: clusters.count,
    alternatives: alternatives.map(({ name, values }) => {
      const harm = own.map((value, i) => (value - values[i]!) / scale);
      return { name, mean: rounded(mean(harm)), square: rounded(standardError(harm, 0, clusters) ** 2) };
    }),
    ...(relative ? { ownError: rounded(standardError(own, mean(own), clusters) / mean(own)) } : {}),
  };
}

/**
 * The smallest margin m at which a harm of 2m fails the gate with a chance of 95 %, `family` criteria being tested together:
 * m = (t₁₋.₀₅/family + t.₉₅) · the standard error of a paired difference whose mean is 2m.
 *
 * @returns 0 where nothing varies; `undefined` where no margin up to 10 can be told
 */
export function detectableMargin(planning: Planning, family: number): number | undefined {
  const holds = (margin: number) => margin >= reachAt(planning, margin, family);
  let high = 1e-6;
  while (!holds(high)) {
    if (high > LARGEST_MARGIN) return undefined;
    high *= 2;
  }
  if (high === 1e-6) return 0;
  let low = high / 2;
  while (high - low > 1e-6 * high) {
    const middle = (low + high) / 2;
    if (holds(middle)) high = middle;
    else low = middle;
  }
  return high;
}

/** How many test queries make `margin` the detectable one, clusters staying as large as they are. */
export function promptsForMargin(planning: Planning, margin: number, family: number): number {
  return neededQueries(spreadAt(planning, margin), margin, 1, LEVEL / family, GATE_POWER);
}

function reachAt(planning: Planning, margin: number, family: number): number {
  return detectableDifference(spreadAt(planning, margin), 1, LEVEL / family, GATE_POWER);
}

/**
 * The standard error to plan with: the largest over the alternatives. Where an alternative does more than twice the margin of
 * harm, the harm is that of sending it just the share of clusters that makes 2m, drawn at random: variance share · square −
 * mean². One that does less is taken whole, as if a new fit had become it. Both grow more slowly than the margin, so that
 * every margin above a detectable one is detectable. A relative criterion compares with 1 + m times the own mean, whose error
 * is added as if it were in step.
 */
function spreadAt({ queries, clusters, alternatives, ownError = 0 }: Planning, margin: number): Spread {
  const variances = alternatives.map(({ mean: harm, square }) => {
    const share = harm > 2 * margin ? (2 * margin) / harm : 1;
    return share * square - (share * harm) ** 2 / clusters;
  });
  return { standardError: Math.sqrt(Math.max(0, ...variances)) + margin * ownError, queries, clusters };
}

function rounded(value: number): number {
  return Number(value.toPrecision(6));
}
