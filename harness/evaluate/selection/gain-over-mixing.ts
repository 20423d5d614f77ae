import { budgetWeights, type CostRange } from '../metrics/aiq.ts';
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
  const range = { lowUsd: own[0]!.meanCostUsd, highUsd: own.at(-1)!.meanCostUsd };
  const gain = new Float64Array(own[0]!.quality.length);
  addQuality(gain, own, range, 1);
  addQuality(gain, byCost(mixing.points), range, -1);
  return gain;
}

function byCost(points: readonly PathPoint[]): PathPoint[] {
  return [...points].sort((a, b) => a.meanCostUsd - b.meanCostUsd);
}

function addQuality(sum: Float64Array, points: readonly PathPoint[], range: CostRange, sign: 1 | -1): void {
  const weights = budgetWeights(
    points.map(({ meanCostUsd, meanQuality }) => ({ costUsd: meanCostUsd, quality: meanQuality })),
    range,
  );
  points.forEach(({ quality }, p) => {
    const weight = weights[p]! * sign;
    if (weight !== 0) for (let i = 0; i < sum.length; i++) sum[i]! += weight * quality[i]!;
  });
}
