import type { CostQuality } from '../results.ts';

/** A vertex of a hull and where its point stood in the list it was made of. */
export interface Vertex extends CostQuality {
  readonly index: number;
}

/**
 * Upper hull of the operating points, kept non-decreasing in quality.
 *
 * Choosing between two operating points at random reaches every point on the segment between them, so a router is
 * only as good as the hull of its points (RouterBench, arXiv 2403.12031, §4). Of points at equal cost the best
 * counts; points on an edge are no vertices; a point that costs more without being better is left out.
 *
 * @param points cost in USD per query, quality in 0..1; at least one
 * @returns vertices by ascending cost and quality, the slope falling
 */
export function hull(points: readonly CostQuality[]): Vertex[] {
  if (points.length === 0) throw new Error('no hull of no points');
  const sorted = points.map(({ costUsd, quality }, index) => ({ costUsd, quality, index }));
  sorted.sort((a, b) => a.costUsd - b.costUsd || b.quality - a.quality || a.index - b.index);
  const vertices: Vertex[] = [];
  for (const point of sorted) {
    if (vertices.length > 0 && point.quality <= vertices.at(-1)!.quality) continue;
    while (vertices.length > 1 && !bends(vertices.at(-2)!, vertices.at(-1)!, point)) vertices.pop();
    vertices.push(point);
  }
  return vertices;
}

/** Where a budget lies on a hull: a share of the vertex `upper`, the rest of `lower`. */
export interface Position {
  readonly lower: number;
  readonly upper: number;
  readonly shareOfUpper: number;
}

/** The mixture of neighbouring vertices that spends `costUsd`; the last vertex alone beyond it, the first before it. */
export function positionAt(vertices: readonly CostQuality[], costUsd: number): Position {
  const last = vertices.length - 1;
  if (costUsd <= vertices[0]!.costUsd) return { lower: 0, upper: 0, shareOfUpper: 0 };
  if (costUsd >= vertices[last]!.costUsd) return { lower: last, upper: last, shareOfUpper: 0 };
  const upper = vertices.findIndex((vertex) => vertex.costUsd >= costUsd);
  const from = vertices[upper - 1]!.costUsd;
  return { lower: upper - 1, upper, shareOfUpper: (costUsd - from) / (vertices[upper]!.costUsd - from) };
}

/** Quality that a hull buys for `costUsd`: linear between vertices, flat beyond the last, `undefined` before the first. */
export function qualityAt(vertices: readonly CostQuality[], costUsd: number): number | undefined {
  if (costUsd < vertices[0]!.costUsd) return undefined;
  const { lower, upper, shareOfUpper } = positionAt(vertices, costUsd);
  return vertices[lower]!.quality + shareOfUpper * (vertices[upper]!.quality - vertices[lower]!.quality);
}

/** True when the way a → b → c turns down at b, so that b stands above the chord. */
function bends(a: CostQuality, b: CostQuality, c: CostQuality): boolean {
  return (b.quality - a.quality) * (c.costUsd - b.costUsd) > (c.quality - b.quality) * (b.costUsd - a.costUsd);
}
