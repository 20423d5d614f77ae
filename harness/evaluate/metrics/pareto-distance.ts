import type { CostQuality, Figure } from '../results.ts';

/** The points that no other point beats: none is at least as cheap and as good, and better in one of the two. By cost. */
export function paretoFrontier(points: readonly CostQuality[]): CostQuality[] {
  const sorted = [...points].sort((a, b) => a.costUsd - b.costUsd || b.quality - a.quality);
  const frontier: CostQuality[] = [];
  for (const point of sorted) {
    if (frontier.length === 0 || point.quality > frontier.at(-1)!.quality) frontier.push(point);
  }
  return frontier;
}

/**
 * ParetoDist of LLMRouterBench (arXiv 2601.07206): the mean distance of a router's operating points to the Pareto frontier
 * of all compared routers and single models; 0 = all points are on it. Its README names neither norm nor scale: here it is
 * the Euclidean distance to the nearest point of the frontier, cost and quality each divided by the range of the single
 * models, so that units do not matter. Depends on which routers are compared.
 *
 * @param singles every single model, over the same queries
 * @param routers operating points of every router
 * @returns one figure per single model and per router, ≥ 0
 */
export function paretoDistances(
  singles: readonly CostQuality[],
  routers: readonly (readonly CostQuality[])[],
): { readonly singles: Figure[]; readonly routers: Figure[] } {
  const costRange = rangeOf(singles.map(({ costUsd }) => costUsd));
  const qualityRange = rangeOf(singles.map(({ quality }) => quality));
  const frontier = paretoFrontier([...singles, ...routers.flat()]);
  const distance = (points: readonly CostQuality[]): Figure => {
    if (costRange === 0) return { undefined: 'because all single models cost the same' };
    if (qualityRange === 0) return { undefined: 'because all single models are equally good' };
    const each = points.map((point) => nearest(point, frontier, costRange, qualityRange));
    return each.reduce((sum, one) => sum + one, 0) / each.length;
  };
  return { singles: singles.map((single) => distance([single])), routers: routers.map(distance) };
}

function rangeOf(values: readonly number[]): number {
  return Math.max(...values) - Math.min(...values);
}

function nearest(
  point: CostQuality,
  frontier: readonly CostQuality[],
  costRange: number,
  qualityRange: number,
): number {
  let shortest = Number.POSITIVE_INFINITY;
  for (const { costUsd, quality } of frontier) {
    const across = (point.costUsd - costUsd) / costRange;
    const up = (point.quality - quality) / qualityRange;
    shortest = Math.min(shortest, across * across + up * up);
  }
  return Math.sqrt(shortest);
}
