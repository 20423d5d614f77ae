/** What one operating point does to each query of validate. */
export interface PathPoint {
  readonly quality: Float64Array;
  /** USD, the bill of routing included. */
  readonly costUsd: Float64Array;
  readonly meanCostUsd: number;
  readonly meanQuality: number;
  /** Of model and router together; absent where too few latencies were recorded. */
  readonly p95LatencyMs?: number;
}

/**
 * The operating points of one candidate in an order that was fixed before validate was looked at, dear to cheap: the order in
 * which they are tested. Neighbours can be mixed. `Place` says how a point is written down: a router's operating point, or the
 * shares of models.
 */
export interface Path<Place = unknown> {
  readonly name: string;
  readonly points: readonly PathPoint[];
  /** Even mixtures that are tested between two points. */
  readonly between: number;
  /** Where the step is that takes `share` of point `from + 1` and the rest of point `from`. */
  placeOf(step: PathStep): Place;
}

/** A point of a path (share 0), or a mixture of it and the next one. */
export interface PathStep {
  readonly from: number;
  /** 0 ≤ share < 1 of point `from + 1`. */
  readonly share: number;
}

/** Points and the mixtures between them: finer steps cost nothing, because a path is tested at one level. */
export function stepsOf({ points, between }: Path): PathStep[] {
  const steps: PathStep[] = [];
  points.forEach((_, from) => {
    steps.push({ from, share: 0 });
    if (from + 1 === points.length) return;
    for (let k = 1; k <= between; k++) steps.push({ from, share: k / (between + 1) });
  });
  return steps;
}

/** The expected value of each query at a step. */
export function valuesAt({ points }: Path, { from, share }: PathStep, column: 'quality' | 'costUsd'): Float64Array {
  const near = points[from]![column];
  if (share === 0) return near;
  const far = points[from + 1]![column];
  return near.map((value, i) => value + share * (far[i]! - value));
}

/** The path the other way round: cheap to dear. */
export function reversed<Place>(path: Path<Place>): Path<Place> {
  const last = path.points.length - 1;
  return {
    name: path.name,
    points: [...path.points].reverse(),
    between: path.between,
    // Point `from` stands at `last − from` of the original, and the next one before it.
    placeOf: ({ from, share }) =>
      path.placeOf(share === 0 ? { from: last - from, share } : { from: last - from - 1, share: 1 - share }),
  };
}

/** Larger p95 of the points that a step mixes; unknown where one of them is unknown: two that keep a limit keep it mixed. */
export function p95At({ points }: Path, { from, share }: PathStep): number | undefined {
  const near = points[from]!.p95LatencyMs;
  if (share === 0) return near;
  const far = points[from + 1]!.p95LatencyMs;
  return near === undefined || far === undefined ? undefined : Math.max(near, far);
}
