import type { Objective } from '../../objective.ts';
import type { Clusters } from '../../statistics/clusters.ts';
import { meanTest } from '../../statistics/mean-test.ts';
import { minus } from '../chosen-figures.ts';
import type { Setting } from '../setting.ts';
import type { PathClaim } from './certify-path.ts';
import { lossPValue } from './loss-test.ts';
import { type MixturePath, mixturePath, modelPoint } from './mixture-path.ts';
import type { PathPoint } from './path.ts';

/** Chance that what ships breaks the claim it was certified for, over fresh validate data. */
export const ALPHA = 0.05;

/** All that a choice on validate needs, fixed before the first router is looked at. */
export interface SelectionRules {
  readonly objective: Objective;
  /** Units of the validate rows. */
  readonly clusters: Clusters;
  /** Single models and their mixtures: a path of its own. */
  readonly mixing: MixturePath;
  /** Routers that may ship, each with one path. */
  readonly routers: number;
  /** Error rate of each path: α ÷ (routers + the path of mixtures). */
  readonly pathLevel: number;
  /** Error rate of the test of each router against mixing: α ÷ routers. */
  readonly gainLevel: number;
  /** Index of the reference model, and its quality per query. */
  readonly reference: number;
  readonly referenceQuality: Float64Array;
  /** One model for every query. */
  pointOfModel(model: number): PathPoint;
}

export function selectionRules(setting: Setting): SelectionRules {
  const { input, reference, validateClusters } = setting;
  const routers = input.candidates.filter(({ notDeployable }) => notDeployable === undefined).length;
  return {
    objective: input.objective,
    clusters: validateClusters,
    mixing: mixturePath(setting),
    routers,
    pathLevel: ALPHA / (routers + 1),
    gainLevel: ALPHA / Math.max(1, routers),
    reference,
    referenceQuality: modelPoint(setting, reference).quality,
    pointOfModel: (model) => modelPoint(setting, model),
  };
}

/** What is certified along a path: no larger loss than the margin, or no more than the budget. */
export function pathClaim({ objective, clusters, referenceQuality }: SelectionRules): PathClaim {
  const limit = objective.maxP95LatencyMs === undefined ? {} : { maxP95LatencyMs: objective.maxP95LatencyMs };
  if (objective.kind === 'cheapest-within') {
    const { margin } = objective;
    return { ...limit, pValue: ({ quality }) => lossPValue(minus(quality, referenceQuality), clusters, margin) };
  }
  if (objective.kind === 'best-under-budget') {
    const budget = objective.maxUsdPerQuery;
    return {
      ...limit,
      pValue: ({ costUsd }) =>
        meanTest(
          costUsd.map((usd) => budget - usd),
          clusters,
        ).pGreater,
    };
  }
  throw new Error('a willingness to pay is one point of a path, not a claim along it');
}
