import type { DecisionRecord } from '../../harness/decision-record.ts';
import { liveNow } from '../../harness/failover/live-now.ts';
import { type Send, type Served, type ServeOptions, serve } from '../../harness/failover/serve.ts';
import type { ModelId } from '../../harness/model.ts';
import { constraintsAllow, expectedCosts } from '../../harness/policy/at-hop.ts';
import { decisionOf } from '../../harness/policy/decision-of.ts';
import type { Route } from '../../harness/policy/route.ts';
import { answerOf } from '../logs/run-replay.ts';
import { askRecorded, type RecordedAnswer } from './recorded-provider.ts';
import type { TrafficWorld } from './traffic-world.ts';

/** One request that was replayed. */
export interface ReplayedRequest {
  readonly row: number;
  readonly record: DecisionRecord;
  /** Index of the model that answered; absent where nobody did. */
  readonly answeredBy?: number;
  /** Place of that model in the order of trial: 0 = the choice. */
  readonly hop?: number;
  /** True where constraints leave nobody: no failover could serve it. */
  readonly forbidden: boolean;
  /** Models that were asked although the constraints deny them. */
  readonly violations: readonly ModelId[];
  /** Of a later turn of a conversation: whether the model of the turn before answered. */
  readonly stayed?: boolean;
  readonly cacheLostUsd: number;
}

/**
 * Serves a request that was decided, in the world's time, and leaves there what the next ones meet.
 *
 * @param at when it came, ms since 1970
 * @param before index of the model that answered the turn before
 */
export async function replayRequest(
  world: TrafficWorld,
  row: number,
  route: Route,
  at: number,
  before: number | undefined,
): Promise<ReplayedRequest> {
  const { opened, answers, ids, chain } = world;
  const { request, id } = answers.examples[row]!;
  const order = route.model === undefined ? [] : [route.model, ...(chain ? route.fallbacks : [])];
  const expected = expectedCosts(route, opened.models);
  const violations: ModelId[] = [];
  await world.clock.wait(route.bill.latencyMs);
  const result = await serve(sender(world, row, expected, before, violations), {
    ...world,
    order,
    mayAsk: leave(world, row, expected),
  });
  const { value } = result;
  const record = decisionOf(opened, request, route, { id, at: new Date(at).toISOString(), keepRequest: true });
  return {
    row,
    record: { ...record, ...outcomeOf(world, row, route, result) },
    ...(value === undefined ? {} : { answeredBy: value.model, hop: order.indexOf(ids[value.model]!) }),
    forbidden: !route.mask.includes(1),
    violations,
    ...(value === undefined || before === undefined ? {} : { stayed: before === value.model }),
    cacheLostUsd: value?.cacheLostUsd ?? 0,
  };
}

/** Asks the recorded provider, keeps the books, and looks as a stranger whether the model should have been asked at all. */
function sender(
  { clock, book, provider, latency, ids, secondCheck, sources, answers }: TrafficWorld,
  row: number,
  expected: readonly number[],
  before: number | undefined,
  violations: ModelId[],
): Send<RecordedAnswer> {
  const { request } = answers.examples[row]!;
  let nth = 0;
  return async (id, { timeoutMs }) => {
    const model = ids.indexOf(id);
    if (secondCheck(request, liveNow(sources, clock.now())).mask[model] !== 1) violations.push(id);
    const settle = book.sent(clock.now(), id, expected[model]!);
    const result = await askRecorded(provider, { row, model, nth: nth++, timeoutMs, served: before });
    settle(result.costUsd ?? expected[model]!);
    if (result.errorType === undefined || result.errorType === 'timeout') {
      latency.took(id, clock.now(), result.latencyMs);
    }
    return result;
  };
}

function leave(
  { opened, answers, sources, clock, ids, book }: TrafficWorld,
  row: number,
  expected: readonly number[],
): ServeOptions['mayAsk'] {
  const { request } = answers.examples[row]!;
  return (id) => {
    const allowed = constraintsAllow(opened, request, id, liveNow(sources, clock.now()));
    return allowed === true ? book.mayAsk(clock.now(), id, expected[ids.indexOf(id)]!) : allowed;
  };
}

function outcomeOf(
  { answers }: TrafficWorld,
  row: number,
  route: Route,
  { model, value, attempts, latencyMs, costUsd, errorType, refused }: Served<RecordedAnswer>,
): Partial<DecisionRecord> {
  if (route.model === undefined) return {};
  if (model === undefined) return { attempts: [], refused: refused!, 'error.type': 'refused' };
  return {
    ...(value === undefined
      ? { 'gen_ai.request.model': model, 'error.type': errorType! }
      : {
          ...answerOf(answers, row, value.model),
          'gen_ai.usage.cache_read.input_tokens': value.cachedInputTokens,
        }),
    attempts: [...attempts],
    retries: attempts.length - 1,
    ...(costUsd === undefined ? {} : { costUsd }),
    latencyMs,
  };
}
