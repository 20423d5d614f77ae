import type { CostQuality, Figure } from '../results.ts';
import { hull, positionAt, qualityAt } from './hull.ts';

/** Even budgets from the cheapest to the dearest single model. */
const BUDGETS = 401;

/** Mean costs of the cheapest and the dearest single model, USD per query. */
export interface CostRange {
  readonly lowUsd: number;
  readonly highUsd: number;
}

/** A fixed mixture of operating points: index of a point and its weight. Weights sum to 1. */
export type Mixture = readonly { readonly index: number; readonly weight: number }[];

/**
 * The mixture whose mean quality is the AIQ: for each of 401 even budgets the hull's mixture that buys it, averaged
 * over the budgets.
 *
 * AIQ (average improvement in quality, RouterBench, arXiv 2403.12031, §4) is the mean height of the hull over the cost
 * range. Fixing the mixture on validate and applying it to test makes it a mean over queries, with an honest interval;
 * refitting the hull on test picks the luckiest points.
 *
 * @param points must hold one that costs no more than `range.lowUsd`: the cheapest single model
 */
export function aiqMixture(points: readonly CostQuality[], range: CostRange): Mixture {
  const vertices = hull(points);
  if (vertices[0]!.costUsd > range.lowUsd) throw new Error('no point costs as little as the cheapest single model');
  const weights = budgetWeights(vertices, range);
  return vertices.map(({ index }, vertex) => ({ index, weight: weights[vertex]! })).filter(({ weight }) => weight > 0);
}

/**
 * Weights of points that buy 401 even budgets of a range, averaged over the budgets: each budget by the points next to it in
 * cost, beyond the ends by the last point alone. They sum to 1.
 *
 * @param points by ascending cost
 */
export function budgetWeights(points: readonly CostQuality[], { lowUsd, highUsd }: CostRange): Float64Array {
  const weights = new Float64Array(points.length);
  for (let step = 0; step < BUDGETS; step++) {
    const budget = lowUsd + ((highUsd - lowUsd) * step) / (BUDGETS - 1);
    const { lower, upper, shareOfUpper } = positionAt(points, budget);
    weights[lower]! += 1 - shareOfUpper;
    weights[upper]! += shareOfUpper;
  }
  return weights.map((weight) => weight / BUDGETS);
}

/**
 * AIQ as in the paper: the area under the hull over the cost range, divided by the range. A point estimate on the
 * points it is given, for comparison with published numbers. Left of the first vertex the hull is worth nothing.
 */
export function aiqPaper(points: readonly CostQuality[], range: CostRange): Figure {
  if (!(range.highUsd > range.lowUsd)) return { undefined: 'because all single models cost the same' };
  return areaUnderHull(points, range) / (range.highUsd - range.lowUsd);
}

/**
 * AIQ as RouterBench's code has it (`evaluation/AIQ.py`): each hull extended flat to the largest cost that any of the
 * compared routers needs for its best quality, its area divided by that cost. Nothing is added left of the first
 * point, and the figure of one router depends on its company.
 *
 * @param routers points of every compared router
 * @returns one figure per router
 */
export function aiqCodeCompatible(routers: readonly (readonly CostQuality[])[]): Figure[] {
  const largest = Math.max(...routers.map(costOfBest));
  return routers.map((points) =>
    largest > 0
      ? areaUnderHull(points, { lowUsd: 0, highUsd: largest }) / largest
      : { undefined: 'because no compared router costs anything' },
  );
}

/** Their hull keeps points of equal quality, so that a plateau counts to its end. */
function costOfBest(points: readonly CostQuality[]): number {
  const best = Math.max(...points.map(({ quality }) => quality));
  return Math.max(...points.filter(({ quality }) => quality === best).map(({ costUsd }) => costUsd));
}

function areaUnderHull(points: readonly CostQuality[], { lowUsd, highUsd }: CostRange): number {
  const vertices = hull(points);
  const from = Math.max(lowUsd, vertices[0]!.costUsd);
  if (from >= highUsd) return 0;
  const inner = vertices.map(({ costUsd }) => costUsd).filter((costUsd) => costUsd > from && costUsd < highUsd);
  const costs = [from, ...inner, highUsd];
  let area = 0;
  for (let i = 1; i < costs.length; i++) {
    const height = (qualityAt(vertices, costs[i - 1]!)! + qualityAt(vertices, costs[i]!)!) / 2;
    area += height * (costs[i]! - costs[i - 1]!);
  }
  return area;
}
