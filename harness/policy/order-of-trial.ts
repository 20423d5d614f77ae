import type { LiveStanding } from '../evaluate/live-standing.ts';
import type { ChainOf } from '../failover/fallback-chains.ts';
import type { Model, ModelMask } from '../model.ts';
import type { PromptFeatures } from '../prompt-features.ts';
import type { RouteRequest } from '../request.ts';
import type { Assessment } from '../router.ts';

export interface AssessedRequest {
  readonly request: RouteRequest;
  /** Of the request, so that what is counted for constraints is not counted again. */
  readonly prompt: PromptFeatures;
  readonly assessment: Assessment;
  readonly models: readonly Model[];
  readonly inputTokens: number;
  /** What constraints allow. */
  readonly mask: ModelMask;
  readonly live?: LiveStanding | undefined;
}

/** Whom to ask, in order. */
export interface OrderOfTrial {
  /** Model indices; none = a refusal. */
  readonly order: readonly number[];
  /** The chain that says who comes after the choice; absent where it is the router. */
  readonly chain?: string;
}

/**
 * The first of a planned order, then those of the chain that applies to it, where one does; then what is slow or known to fail
 * behind what is fine. So a chain binds also when its model is known to fail before it is asked. A cascade has an order of its own.
 */
export function orderOfTrial(planned: readonly number[], assessed: AssessedRequest, chainOf: ChainOf): OrderOfTrial {
  const { request, prompt, assessment, models, live } = assessed;
  const [choice] = planned;
  const isChained = choice !== undefined && assessment.kind !== 'cascade';
  const chain = isChained ? chainOf(request, models[choice]!.id, prompt) : undefined;
  const order = chain === undefined ? [...planned] : [choice!, ...openOf(chain.to, planned, assessed)];
  if (live !== undefined) order.sort((a, b) => live.order[a]! - live.order[b]!);
  return chain === undefined ? { order } : { order, chain: chain.name };
}

/** Those of a chain that may be asked. Where a budget binds, only what `decide` found affordable is known to be. */
function openOf(
  ids: readonly string[],
  planned: readonly number[],
  { models, mask, live }: AssessedRequest,
): readonly number[] {
  const isBudgeted = live !== undefined && live.remainingUsd !== Number.POSITIVE_INFINITY;
  return ids
    .map((id) => models.findIndex((each) => each.id === id))
    .filter((m) => m !== planned[0] && mask[m] === 1 && live?.barred[m] !== 1 && (!isBudgeted || planned.includes(m)));
}
