import { decide } from '../evaluate/decide.ts';
import type { LiveStanding } from '../evaluate/live-standing.ts';
import type { ChainOf } from '../failover/fallback-chains.ts';
import type { Model, ModelMask } from '../model.ts';
import type { RouteRequest } from '../request.ts';
import type { Assessment } from '../router.ts';

export interface AssessedRequest {
  readonly request: RouteRequest;
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

/** Whom the router would ask were every model fine: what constraints, budget and quotas leave, in its order. */
export function plannedOrder(
  { assessment, models, inputTokens, mask, live }: AssessedRequest,
  tradeoff: number,
): readonly number[] {
  const fine = live === undefined ? undefined : { ...live, order: new Uint8Array(models.length) };
  return decide(assessment, models, inputTokens, mask, tradeoff, fine);
}

/**
 * The first of a planned order, then those of the chain that applies to it, where one does; then what is slow or known to fail
 * behind what is fine. So a chain binds also when its model is known to fail before it is asked. A cascade has an order of its own.
 */
export function orderOfTrial(planned: readonly number[], assessed: AssessedRequest, chainOf: ChainOf): OrderOfTrial {
  const { request, assessment, models, live } = assessed;
  const [choice] = planned;
  const isChained = choice !== undefined && assessment.kind !== 'cascade';
  const chain = isChained ? chainOf(request, models[choice]!.id) : undefined;
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
