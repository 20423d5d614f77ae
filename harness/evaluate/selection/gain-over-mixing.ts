import { BUDGETS } from '../metrics/aiq.ts';
import type { Path, PathPoint } from './path.ts';

/**
 * What a router's path gains over mixing single models at the same cost, per query of validate: the mean over even budgets
 * between its cheapest and its dearest point, each bought by the two points next to it in cost on either side.
 *
 * Points are picked by their costs only, never by their qualities, so that the mean over queries is free of the luck that a
 * hull or a chosen point carries: an honest test of whether the router knows anything about queries.
 *
 * @returns quality, −1..1, per query
 */
export function gainOverMixing(router: Path, mixing: Path): Float64Array {
  const own = byCost(router.points);
  const other = byCost(mixing.points);
  const ownWeights = new Float64Array(own.length);
  const otherWeights = new Float64Array(other.length);
  const low = own[0]!.meanCostUsd;
  const high = own.at(-1)!.meanCostUsd;
  for (let step = 0; step < BUDGETS; step++) {
    const budget = low + ((high - low) * step) / (BUDGETS - 1);
    addWeights(ownWeights, own, budget);
    addWeights(otherWeights, other, budget);
  }
  const gain = new Float64Array(own[0]!.quality.length);
  addQuality(gain, own, ownWeights, 1 / BUDGETS);
  addQuality(gain, other, otherWeights, -1 / BUDGETS);
  return gain;
}

function byCost(points: readonly PathPoint[]): PathPoint[] {
  return [...points].sort((a, b) => a.meanCostUsd - b.meanCostUsd);
}

/** Linear between the points on either side of the budget; the first or the last alone beyond them. */
function addWeights(weights: Float64Array, points: readonly PathPoint[], budget: number): void {
  const upper = points.findIndex(({ meanCostUsd }) => meanCostUsd >= budget);
  if (upper <= 0) {
    weights[upper < 0 ? points.length - 1 : 0]! += 1;
    return;
  }
  const from = points[upper - 1]!.meanCostUsd;
  const share = (budget - from) / (points[upper]!.meanCostUsd - from);
  weights[upper - 1]! += 1 - share;
  weights[upper]! += share;
}

function addQuality(sum: Float64Array, points: readonly PathPoint[], weights: Float64Array, factor: number): void {
  points.forEach(({ quality }, p) => {
    const weight = weights[p]! * factor;
    if (weight !== 0) for (let i = 0; i < sum.length; i++) sum[i]! += weight * quality[i]!;
  });
}
