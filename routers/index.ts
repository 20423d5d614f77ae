import type { RouterKind } from '../harness/router.ts';
import { deployableKinds } from './deployable-kinds.ts';
import { httpKind } from './http.ts';
import { precomputedKind } from './precomputed.ts';

export { type CascadeOptions, cascade } from './cascade.ts';
export { type ClassifierOptions, classifier } from './classifier.ts';
export { type ClustersOptions, clusters } from './clusters.ts';
export { type FixedOptions, fixed } from './fixed.ts';
export { type HttpOptions, http } from './http.ts';
export { type HybridOptions, hybrid } from './hybrid.ts';
export { type KnnOptions, knn } from './knn.ts';
export { type LinearOptions, linear } from './linear.ts';
export { type MixtureOptions, mixture } from './mixture.ts';
export { type PrecomputedOptions, precomputed } from './precomputed.ts';
export { type RoundRobinOptions, roundRobin } from './round-robin.ts';
export { type RulesOptions, rules } from './rules.ts';
export { type SemanticRoutesOptions, semanticRoutes } from './semantic-routes.ts';

/** Every kind of router: what a policy may hold. */
export const routerKinds: readonly RouterKind[] = [...deployableKinds, precomputedKind, httpKind];
