import { z } from 'zod';
import type { Embedder, Tools } from '../harness/tools.ts';
import { embedTexts } from './embedded-requests.ts';

/** A route as a config names it. */
export const routeShape = {
  name: z.string().min(1),
  /** Example requests of this route. */
  utterances: z.array(z.string()).min(1),
};

/** The example requests of all routes, embedded. */
export interface RouteUtterances {
  readonly texts: readonly string[];
  /** Index of the route of each. */
  readonly routeOf: Int32Array;
  /** Row-major, a row each. */
  readonly vectors: Float32Array;
}

export async function embedUtterances(
  routes: readonly { readonly utterances: readonly string[] }[],
  embedder: Embedder,
  tools: Tools,
): Promise<RouteUtterances> {
  const texts = routes.flatMap((route) => route.utterances);
  const routeOf = Int32Array.from(routes.flatMap((route, r) => route.utterances.map(() => r)));
  return { texts, routeOf, vectors: await embedTexts(texts, embedder, tools) };
}
