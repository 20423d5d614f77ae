import type { Objective } from '../objective.ts';
import { hull, type Vertex } from './metrics/hull.ts';
import { fromJsonTradeoff, mixedOperatingPoint, pureOperatingPoint } from './operating-point.ts';
import type { CostQuality, CurvePoint, OperatingPoint } from './results.ts';

/** An operating point and what validate promises of it: for a mixture, the expectation. */
export interface ChosenPoint extends CostQuality {
  readonly operatingPoint: OperatingPoint;
  /** Whether validate met the objective. */
  readonly feasible: boolean;
}

/**
 * The operating point of one candidate that serves the objective best, among its points on validate and the mixtures
 * of neighbouring hull vertices. Where none meets the objective, the nearest miss, marked as not feasible.
 *
 * A latency limit leaves out every point whose own 95th percentile is above it (or unknown): of two points that keep
 * it, every mixture keeps it.
 *
 * @param referenceQuality mean quality of the reference model on validate
 */
export function chooseOperatingPoint(
  points: readonly CurvePoint[],
  objective: Objective,
  referenceQuality: number,
): ChosenPoint {
  const limit = objective.maxP95LatencyMs;
  const fast =
    limit === undefined
      ? points
      : points.filter(({ latencyMs }) => (latencyMs?.p95 ?? Number.POSITIVE_INFINITY) <= limit);
  if (fast.length === 0) return { ...chooseAmong(points, objective, referenceQuality), feasible: false };
  return chooseAmong(fast, objective, referenceQuality);
}

/** Positive when `a` serves the objective better than `b`, 0 when they cannot be told apart. */
export function compareForObjective(a: CostQuality, b: CostQuality, objective: Objective): number {
  const cheaper = difference(b.costUsd, a.costUsd);
  const better = difference(a.quality, b.quality);
  if (objective.kind === 'cheapest-within') return cheaper || better;
  if (objective.kind === 'best-under-budget') return better || cheaper;
  return difference(netValue(a, objective.usdPerQuality), netValue(b, objective.usdPerQuality)) || cheaper;
}

interface Curve {
  readonly points: readonly CurvePoint[];
  readonly vertices: readonly Vertex[];
}

function chooseAmong(points: readonly CurvePoint[], objective: Objective, referenceQuality: number): ChosenPoint {
  const curve = { points, vertices: hull(points) };
  if (objective.kind === 'cheapest-within') return cheapestWith(curve, referenceQuality - objective.margin);
  if (objective.kind === 'best-under-budget') return bestUnder(curve, objective.maxUsdPerQuery);
  const values = curve.vertices.map((vertex) => netValue(vertex, objective.usdPerQuality));
  return atVertex(curve, values.indexOf(Math.max(...values)), true);
}

/** The cheapest point of the hull with quality `target`; the best vertex when none reaches it. */
function cheapestWith(curve: Curve, target: number): ChosenPoint {
  const { vertices } = curve;
  const upper = vertices.findIndex(({ quality }) => quality >= target);
  if (upper < 0) return atVertex(curve, vertices.length - 1, false);
  if (upper === 0 || vertices[upper]!.quality === target) return atVertex(curve, upper, true);
  const from = vertices[upper - 1]!.quality;
  const share = (target - from) / (vertices[upper]!.quality - from);
  return { ...onEdge(curve, upper, share), quality: target };
}

/** The best point of the hull that costs at most `budget`; the cheapest vertex when none does. */
function bestUnder(curve: Curve, budget: number): ChosenPoint {
  const { vertices } = curve;
  const upper = vertices.findIndex(({ costUsd }) => costUsd > budget);
  if (upper === 0) return atVertex(curve, 0, false);
  if (upper < 0) return atVertex(curve, vertices.length - 1, true);
  const from = vertices[upper - 1]!.costUsd;
  if (from === budget) return atVertex(curve, upper - 1, true);
  return { ...onEdge(curve, upper, (budget - from) / (vertices[upper]!.costUsd - from)), costUsd: budget };
}

function atVertex({ points, vertices }: Curve, vertex: number, feasible: boolean): ChosenPoint {
  const { costUsd, quality, index } = vertices[vertex]!;
  return { operatingPoint: pureOperatingPoint(tradeoffOf(points, index)), costUsd, quality, feasible };
}

/** The mixture that takes `share` of vertex `upper`, the rest of the vertex before it. */
function onEdge({ points, vertices }: Curve, upper: number, share: number): ChosenPoint {
  const a = vertices[upper - 1]!;
  const b = vertices[upper]!;
  return {
    operatingPoint: mixedOperatingPoint(tradeoffOf(points, a.index), tradeoffOf(points, b.index), share),
    costUsd: a.costUsd + share * (b.costUsd - a.costUsd),
    quality: a.quality + share * (b.quality - a.quality),
    feasible: true,
  };
}

function tradeoffOf(points: readonly CurvePoint[], index: number): number {
  return fromJsonTradeoff(points[index]!.tradeoff);
}

/** What a query is worth after its cost, in USD. */
function netValue({ costUsd, quality }: CostQuality, usdPerQuality: number): number {
  return quality * usdPerQuality - costUsd;
}

/** a − b, or 0 where the two differ by rounding only. */
function difference(a: number, b: number): number {
  return Math.abs(a - b) <= 1e-12 * Math.max(Math.abs(a), Math.abs(b)) ? 0 : a - b;
}
