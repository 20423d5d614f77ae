import type { CostQuality, Figure } from '../results.ts';
import { paretoFrontier } from './pareto-distance.ts';

/**
 * Hypervolume of an operating curve (Zitzler and Thiele, 1998) with respect to the point (dearest single model,
 * quality 0): the area of all that some operating point is at least as cheap and as good as, divided by the cost of the
 * dearest model, so that 1 would be quality 1 for nothing. 0..1; the unit of cost does not matter. Mixtures of points are
 * not counted; points dearer than the dearest model add nothing.
 */
export function hypervolume(points: readonly CostQuality[], dearestUsd: number): Figure {
  if (dearestUsd === 0) return { undefined: 'because all single models are free' };
  const inside = paretoFrontier(points).filter(({ costUsd }) => costUsd < dearestUsd);
  let area = 0;
  inside.forEach(({ costUsd, quality }, i) => {
    area += quality * ((inside[i + 1]?.costUsd ?? dearestUsd) - costUsd);
  });
  return area / dearestUsd;
}
