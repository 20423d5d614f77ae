import type { Attempt, DecisionRecord } from '../../harness/decision-record.ts';
import { type Served, type Skipped, serve } from '../../harness/failover/serve.ts';
import type { LiveSignals } from '../../harness/live-signals.ts';
import type { Model, ModelId } from '../../harness/model.ts';
import { constraintsAllow, expectedCosts } from '../../harness/policy/at-hop.ts';
import type { OpenPolicy } from '../../harness/policy/open-policy.ts';
import type { RouteRequest } from '../../harness/request.ts';
import { type Moment, systemClock } from './moment.ts';
import type { Routed } from './routed.ts';
import { type ModelAnswer, type SendToModel, sendOnce } from './send-once.ts';

/** A routed request and what came of it. */
export interface Answered<T> extends Routed {
  /** Who gave `answer`. */
  readonly answeredBy?: ModelId;
  /** Absent after a refusal, and where every attempt failed. */
  readonly answer?: ModelAnswer<T>;
  /** Why there is no answer: `429`, `timeout`, `network`…; absent where there is one, and of a refusal. */
  readonly errorType?: string;
  /** What `send` threw last, where it did. */
  readonly thrown?: unknown;
  /** Models that were not asked, or not again, and why. */
  readonly skipped: readonly Skipped[];
}

export interface Asking<T> {
  readonly opened: OpenPolicy;
  readonly moment: Moment;
  readonly request: RouteRequest;
  /** What the application knows of the moment. */
  readonly given: LiveSignals | undefined;
  readonly send: SendToModel<T>;
}

type Reply<T> = Served<ModelAnswer<T>>;

/**
 * Sends a routed request as the policy's failover says. Constraints, budget and quotas are asked again before every attempt,
 * with what is known by then.
 */
export async function answered<T>(routed: Routed, asking: Asking<T>): Promise<Answered<T>> {
  asking.moment.ledger.spent(systemClock.now(), routed.bill.usd);
  if (routed.model === undefined) return { ...routed, skipped: [] };
  const thrown: unknown[] = [];
  const replies = await ask([routed.model, ...routed.fallbacks], routed, asking, (error) => thrown.push(error));
  const { errorType, refused } = replies.at(-1)!;
  // Of a cascade: an answer that was not accepted is better than none.
  const taken = replies.findLast(({ value }) => value !== undefined);
  const outcome =
    taken === undefined
      ? { ...(errorType === undefined ? {} : { errorType }), ...(refused === undefined ? {} : { refused }) }
      : { answer: taken.value!, answeredBy: taken.model! };
  return {
    ...routed,
    ...outcome,
    ...(thrown.length === 0 ? {} : { thrown: thrown.at(-1) }),
    skipped: replies.flatMap(({ skipped }) => skipped),
    record: completed(routed.record, replies, taken, asking.opened.models),
  };
}

/** Asks in order; in a cascade goes on from an answer that is not accepted, within the same total time. */
async function ask<T>(
  order: readonly ModelId[],
  routed: Routed,
  asking: Asking<T>,
  onThrown: (thrown: unknown) => void,
): Promise<Reply<T>[]> {
  const { accept } = routed;
  const { failover } = asking.moment;
  const replies: Reply<T>[] = [];
  let rest = order;
  let timeLeft = failover.totalTimeoutMs;
  do {
    const reply = await askOnce(rest, { ...failover, totalTimeoutMs: timeLeft }, routed, asking, onThrown);
    replies.push(reply);
    timeLeft -= reply.latencyMs;
    if (accept === undefined || reply.value === undefined) break;
    const { score = Number.NEGATIVE_INFINITY } = reply.value;
    if (score >= accept.level) break;
    rest = rest.slice(rest.indexOf(reply.model!) + 1);
  } while (rest.length > 0 && timeLeft > 0);
  return replies;
}

function askOnce<T>(
  order: readonly ModelId[],
  failover: Moment['failover'],
  routed: Routed,
  { opened, moment, request, given, send }: Asking<T>,
  onThrown: (thrown: unknown) => void,
): Promise<Reply<T>> {
  const { breaker, ledger, latency } = moment;
  const { models } = opened;
  const expected = expectedCosts(routed, models);
  const once = sendOnce(send, request, models, systemClock.now, onThrown);
  return serve<ModelAnswer<T>>(
    async (model, limit) => {
      const settle = ledger.sent(systemClock.now(), model, expectedUsd(model));
      const result = await once(model, limit);
      // What nobody knows is taken for what was expected of an answer, and for nothing of a failure.
      settle(result.costUsd ?? (result.errorType === undefined ? expectedUsd(model) : 0));
      latency.took(model, systemClock.now(), result.latencyMs);
      return result;
    },
    { order, failover, breaker, clock: systemClock, mayAsk },
  );

  function mayAsk(model: ModelId): true | string {
    const at = systemClock.now();
    const live = moment.live(at, given);
    const allowed = constraintsAllow(opened, request, model, live);
    if (allowed !== true) return allowed;
    if (given?.models?.[model]?.requestsLeft === 0) return 'its quota is spent';
    if (expectedUsd(model) > (given?.remainingUsd ?? Number.POSITIVE_INFINITY))
      return 'the budget does not leave enough';
    return ledger.mayAsk(at, model, expectedUsd(model));
  }

  function expectedUsd(model: ModelId): number {
    return expected[models.findIndex(({ id }) => id === model)]!;
  }
}

function completed<T>(
  record: DecisionRecord,
  replies: readonly Reply<T>[],
  taken: Reply<T> | undefined,
  models: readonly Model[],
): DecisionRecord {
  const attempts: Attempt[] = replies.flatMap((reply) => reply.attempts.map((each) => ({ ...each })));
  const last = replies.at(-1)!;
  const refused = attempts.length === 0 && last.refused !== undefined ? { refused: last.refused } : {};
  const asked = taken?.model ?? last.model;
  const provider = models.find(({ id }) => id === asked)?.provider;
  const costs = replies.filter((reply) => reply.attempts.length > 0).map(({ costUsd }) => costUsd);
  const costUsd = costs.includes(undefined) ? undefined : costs.reduce<number>((sum, usd) => sum + usd!, 0);
  return {
    ...record,
    ...refused,
    ...(provider === undefined ? {} : { 'gen_ai.provider.name': provider }),
    ...(asked === undefined ? {} : { 'gen_ai.request.model': asked }),
    ...(taken === undefined ? {} : fieldsOf(taken.value!)),
    ...(taken !== undefined || last.errorType === undefined ? {} : { 'error.type': last.errorType }),
    attempts,
    ...(attempts.length === 0 ? {} : { retries: attempts.length - 1 }),
    ...(costs.length === 0 || costUsd === undefined ? {} : { costUsd }),
    latencyMs: replies.reduce((sum, { latencyMs }) => sum + latencyMs, 0),
  };
}

function fieldsOf(answer: ModelAnswer<unknown>): Partial<DecisionRecord> {
  const { responseModel, finishReasons, inputTokens, cachedInputTokens, outputTokens } = answer;
  return {
    ...(responseModel === undefined ? {} : { 'gen_ai.response.model': responseModel }),
    ...(finishReasons === undefined ? {} : { 'gen_ai.response.finish_reasons': [...finishReasons] }),
    ...(inputTokens === undefined ? {} : { 'gen_ai.usage.input_tokens': inputTokens }),
    ...(cachedInputTokens === undefined ? {} : { 'gen_ai.usage.cache_read.input_tokens': cachedInputTokens }),
    ...(outputTokens === undefined ? {} : { 'gen_ai.usage.output_tokens': outputTokens }),
  };
}
