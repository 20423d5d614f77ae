import type { RouterKind } from '../harness/router.ts';
import { cascadeKind } from './cascade.ts';
import { classifierKind } from './classifier.ts';
import { clustersKind } from './clusters.ts';
import { fixedKind } from './fixed.ts';
import { hybridKind } from './hybrid-kind.ts';
import { knnKind } from './knn.ts';
import { linearKind } from './linear.ts';
import { mixtureKind } from './mixture.ts';
import { roundRobinKind } from './round-robin.ts';
import { rulesKind } from './rules.ts';
import { semanticRoutesKind } from './semantic-routes.ts';

/** The kinds of router that may ship: all that decide by themselves (`Router.notDeployable`). */
export const deployableKinds: readonly RouterKind[] = [
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
];
