import type { Clusters } from '../statistics/clusters.ts';

/**
 * Logged requests as another policy sees them. `actions` is the number of things that can be chosen: the models, and the
 * refusal where there is one. Matrices are row-major, requests × actions.
 */
export interface LoggedChoices {
  readonly actions: number;
  /** The action that the log has, per request. */
  readonly chosen: Int16Array;
  /** Its chance under the policy that logged, in (0, 1]. */
  readonly propensity: Float64Array;
  /** The chances of all actions under the policy that logged; a row of NaN where only the choice's is known. */
  readonly logging: Float64Array;
  /** The chances of all actions under the policy to evaluate; rows sum to 1. */
  readonly target: Float64Array;
  /** Requests that are not independent of each other, or that share their draw. */
  readonly clusters: Clusters;
}

/** Importance weights: how much more often the policy to evaluate would have made each logged choice. Mean 1 with support. */
export function importanceWeights({ actions, chosen, propensity, target }: LoggedChoices): Float64Array {
  return propensity.map((chance, i) => target[i * actions + chosen[i]!]! / chance);
}
