import type { Estimate, EstimateOrWhy } from '../evaluate/figures-schema.ts';
import type { Clusters } from '../statistics/clusters.ts';
import { costSaved } from '../statistics/cost-saved.ts';
import { meanEstimate } from '../statistics/mean-estimate.ts';
import { doublyRobustValues } from './doubly-robust.ts';
import { importanceWeights, type LoggedChoices } from './logged-choices.ts';
import type { OutcomeFeatures } from './outcome-model.ts';
import { snipsValues } from './snips.ts';

/** A log with outcomes, and a policy to evaluate on it. One value per request. */
export interface PolicyOnLog {
  readonly logged: LoggedChoices;
  /** 0..1 */
  readonly quality: Float64Array;
  /** USD of the answers. */
  readonly costUsd: Float64Array;
  /** USD that routing itself spent, in the log and by the policy: known of both, so that nothing of it is estimated. */
  readonly loggedRoutingUsd: Float64Array;
  readonly routingUsd: Float64Array;
  readonly features: Pick<OutcomeFeatures, 'request' | 'width'>;
  /** What the policy's router expects: requests × actions, 0 where it expects nothing. */
  readonly predictedQuality: Float64Array;
  readonly predictedCostUsd: Float64Array;
  readonly seed: number;
}

/** A mean outcome by two estimators that err in different ways, and against the log. 95 % intervals. */
export interface OutcomeEstimate {
  /** Mean of the log as it is. */
  readonly logged: Estimate;
  readonly snips: Estimate;
  readonly doublyRobust: Estimate;
  /** Policy − log, paired by request. */
  readonly difference: { readonly snips: Estimate; readonly doublyRobust: Estimate };
}

export interface PolicyEstimate {
  readonly quality: OutcomeEstimate;
  /** USD per request, routing included. */
  readonly costUsd: OutcomeEstimate;
  /** 1 − cost of the policy ÷ cost of the log. */
  readonly costSaved: { readonly snips: EstimateOrWhy; readonly doublyRobust: EstimateOrWhy };
}

/**
 * What the policy would have been worth on the logged requests. Whether the log has anything to say of it is asked before:
 * `supportOf`. Every estimate is the mean of a value per request, and its interval a t interval of that mean, robust to
 * dependence inside clusters.
 */
export function estimatePolicy(on: PolicyOnLog): PolicyEstimate {
  const { logged, quality, costUsd, loggedRoutingUsd, routingUsd, features, seed } = on;
  const weights = importanceWeights(logged);
  const { clusters } = logged;
  const qualityValues = {
    logged: quality,
    snips: snipsValues(weights, quality),
    doublyRobust: doublyRobustValues(logged, quality, { ...features, predicted: on.predictedQuality }, seed),
  };
  const robustCost = doublyRobustValues(logged, costUsd, { ...features, predicted: on.predictedCostUsd }, seed);
  const costValues = {
    logged: costUsd.map((usd, i) => usd + loggedRoutingUsd[i]!),
    snips: snipsValues(weights, costUsd).map((usd, i) => usd + routingUsd[i]!),
    doublyRobust: robustCost.map((usd, i) => usd + routingUsd[i]!),
  };
  return {
    quality: outcomeEstimate(qualityValues, clusters),
    costUsd: outcomeEstimate(costValues, clusters),
    costSaved: {
      snips: saved(costValues.snips, costValues.logged, clusters),
      doublyRobust: saved(costValues.doublyRobust, costValues.logged, clusters),
    },
  };
}

interface Values {
  readonly logged: Float64Array;
  readonly snips: Float64Array;
  readonly doublyRobust: Float64Array;
}

function outcomeEstimate({ logged, snips, doublyRobust }: Values, clusters: Clusters): OutcomeEstimate {
  const minusLogged = (values: Float64Array) => values.map((value, i) => value - logged[i]!);
  return {
    logged: meanEstimate(logged, clusters),
    snips: meanEstimate(snips, clusters),
    doublyRobust: meanEstimate(doublyRobust, clusters),
    difference: {
      snips: meanEstimate(minusLogged(snips), clusters),
      doublyRobust: meanEstimate(minusLogged(doublyRobust), clusters),
    },
  };
}

/** The interval is one of the logarithm of the ratio, which an estimate at or below zero has none of. */
function saved(policyUsd: Float64Array, loggedUsd: Float64Array, clusters: Clusters): EstimateOrWhy {
  if (loggedUsd.every((usd) => usd === 0)) return { undefined: 'because the log cost nothing' };
  const total = policyUsd.reduce((sum, usd) => sum + usd, 0);
  if (!(total > 0)) return { undefined: 'because the estimated cost of the policy is not above 0' };
  return costSaved(policyUsd, loggedUsd, clusters);
}
