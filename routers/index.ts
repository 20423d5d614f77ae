import type { RouterKind } from '../harness/router.ts';
import { cascadeKind } from './cascade.ts';
import { classifierKind } from './classifier.ts';
import { clustersKind } from './clusters.ts';
import { fixedKind } from './fixed.ts';
import { httpKind } from './http.ts';
import { hybridKind } from './hybrid-kind.ts';
import { knnKind } from './knn.ts';
import { linearKind } from './linear.ts';
import { mixtureKind } from './mixture.ts';
import { precomputedKind } from './precomputed.ts';
import { roundRobinKind } from './round-robin.ts';
import { rulesKind } from './rules.ts';
import { semanticRoutesKind } from './semantic-routes.ts';

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
export const routerKinds: readonly RouterKind[] = [
  fixedKind,
  rulesKind,
  knnKind,
  semanticRoutesKind,
  linearKind,
  clustersKind,
  roundRobinKind,
  mixtureKind,
  classifierKind,
  hybridKind,
  cascadeKind,
  precomputedKind,
  httpKind,
];
