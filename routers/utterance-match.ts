import { exactIndex } from '../harness/embed/nearest.ts';

export type Aggregate = 'max' | 'mean';

/** The route whose utterances a request is most similar to; ties to the first. */
export interface RouteMatch {
  readonly route: number;
  /** −1..1 */
  readonly score: number;
  /** By how much it is ahead of the next route, ≥ 0; ∞ where there is no other. */
  readonly margin: number;
  /** Its most similar utterance. */
  readonly utterance: number;
  /** Similarity of the most similar utterance of any route, −1..1. */
  readonly nearest: number;
}

/** Utterances that count for a route under `mean`. */
const TOP = 3;
/** Requests whose similarities to all utterances are held at a time. */
const BATCH = 4_096;

/**
 * @param examples vectors of the utterances, row-major
 * @param routeOf the route of each utterance
 */
export function routeMatcher(
  examples: Float32Array,
  dimensions: number,
  routeOf: Int32Array,
  routes: number,
  aggregate: Aggregate,
): (vectors: Float32Array) => Promise<RouteMatch[]> {
  const index = exactIndex(examples, dimensions);
  return async (vectors) => {
    const matches: RouteMatch[] = [];
    for (let at = 0; at < vectors.length; at += BATCH * dimensions) {
      const batch = vectors.subarray(at, at + BATCH * dimensions);
      const { k, indices, similarity } = await index.search(batch, index.size);
      for (let i = 0; i < batch.length / dimensions; i++) {
        const order = indices.subarray(i * k, (i + 1) * k);
        matches.push(bestRoute(order, similarity.subarray(i * k, (i + 1) * k), routeOf, routes, aggregate));
      }
    }
    return matches;
  };
}

/** The class of a match: its route, or the last class where no route is similar enough. */
export function classAt({ route, score }: RouteMatch, threshold: number, routes: number): number {
  return score >= threshold ? route : routes;
}

/** Utterances come most similar first, so that the first ones of a route are its best. */
function bestRoute(
  utterances: Int32Array,
  similarity: Float64Array,
  routeOf: Int32Array,
  routes: number,
  aggregate: Aggregate,
): RouteMatch {
  const counted = new Int32Array(routes);
  const sum = new Float64Array(routes);
  const first = new Int32Array(routes);
  const most = aggregate === 'max' ? 1 : TOP;
  utterances.forEach((utterance, j) => {
    const route = routeOf[utterance]!;
    if (counted[route] === 0) first[route] = utterance;
    if (counted[route]! >= most) return;
    counted[route]! += 1;
    sum[route]! += similarity[j]!;
  });
  const scores = sum.map((total, route) => total / counted[route]!);
  const route = scores.reduce((best, score, each) => (score > scores[best]! ? each : best), 0);
  let second = Number.NEGATIVE_INFINITY;
  scores.forEach((score, each) => {
    if (each !== route && score > second) second = score;
  });
  return {
    route,
    score: scores[route]!,
    margin: scores[route]! - second,
    utterance: first[route]!,
    nearest: similarity[0]!,
  };
}
