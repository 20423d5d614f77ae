import type { Outcomes } from '../outcomes.ts';
import type { CostQuality } from '../results.ts';
import { hull } from './hull.ts';

/** The best mean quality at each mean cost, ascending and concave: point k stands at `costUsd[k]`, `quality[k]`. */
export interface Frontier {
  readonly costUsd: Float64Array;
  readonly quality: Float64Array;
}

/**
 * The oracle frontier: with the true grades, argmax(q − c/λ) for every λ at once. No router, and no mixture of
 * routers, is above it.
 *
 * Exact and without a grid: every query starts at its cheapest model and climbs the vertices of its own hull; all
 * steps of all queries are taken in the order of what they yield per dollar.
 */
export function oracleFrontier(outcomes: Outcomes): Frontier {
  const { rows } = outcomes;
  const gains: number[] = [];
  const spends: number[] = [];
  let cost = 0;
  let quality = 0;
  for (let i = 0; i < rows; i++) {
    const vertices = queryHull(outcomes, i);
    if (vertices.length === 0) continue;
    cost += vertices[0]!.costUsd;
    quality += vertices[0]!.quality;
    for (let v = 1; v < vertices.length; v++) {
      gains.push(vertices[v]!.quality - vertices[v - 1]!.quality);
      spends.push(vertices[v]!.costUsd - vertices[v - 1]!.costUsd);
    }
  }
  const slope = Float64Array.from(gains, (gain, step) => gain / spends[step]!);
  const order = Uint32Array.from(gains, (_, step) => step).sort((a, b) => slope[b]! - slope[a]! || a - b);
  const frontier = { costUsd: new Float64Array(gains.length + 1), quality: new Float64Array(gains.length + 1) };
  frontier.costUsd[0] = cost / rows;
  frontier.quality[0] = quality / rows;
  for (let k = 0; k < order.length; k++) {
    cost += spends[order[k]!]!;
    quality += gains[order[k]!]!;
    frontier.costUsd[k + 1] = cost / rows;
    frontier.quality[k + 1] = quality / rows;
  }
  return frontier;
}

/** Quality of the frontier at a mean cost: flat beyond its end; before its start, what the start yields. */
export function frontierQualityAt({ costUsd, quality }: Frontier, cost: number): number {
  const last = costUsd.length - 1;
  if (cost >= costUsd[last]!) return quality[last]!;
  if (cost <= costUsd[0]!) return quality[0]!;
  let below = 0;
  let above = last;
  while (above - below > 1) {
    const middle = (below + above) >> 1;
    if (costUsd[middle]! <= cost) below = middle;
    else above = middle;
  }
  const share = (cost - costUsd[below]!) / (costUsd[above]! - costUsd[below]!);
  return quality[below]! + share * (quality[above]! - quality[below]!);
}

/** At most `count` points of the frontier for a chart, evenly by rank, ends included. */
export function thinFrontier({ costUsd, quality }: Frontier, count: number): CostQuality[] {
  const last = costUsd.length - 1;
  const steps = Math.min(count - 1, last);
  const points: CostQuality[] = [];
  for (let step = 0; step <= steps; step++) {
    const k = steps === 0 ? 0 : Math.round((last * step) / steps);
    points.push({ costUsd: costUsd[k]!, quality: quality[k]! });
  }
  return points;
}

function queryHull({ width, quality, costUsd, allowed }: Outcomes, row: number): readonly CostQuality[] {
  const points: CostQuality[] = [];
  for (let cell = row * width; cell < (row + 1) * width; cell++) {
    if (allowed !== undefined && allowed[cell] === 0) continue;
    points.push({ costUsd: costUsd[cell]!, quality: quality[cell]! });
  }
  return points.length === 0 ? points : hull(points);
}
