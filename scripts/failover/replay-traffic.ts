import type { DecisionRecord } from '../../harness/decision-record.ts';
import { circuitBreaker } from '../../harness/failover/circuit-breaker.ts';
import type { Failover, Limits } from '../../harness/failover/failover-schema.ts';
import type { Fault } from '../../harness/failover/faults.ts';
import { type Ledger, ledger } from '../../harness/failover/limits.ts';
import { type LiveSources, liveNow } from '../../harness/failover/live-now.ts';
import { recentLatency } from '../../harness/failover/recent-latency.ts';
import { type Send, type Served, serve } from '../../harness/failover/serve.ts';
import type { LiveSignals } from '../../harness/live-signals.ts';
import { costAt, type ModelId } from '../../harness/model.ts';
import type { OutcomeTable } from '../../harness/outcome-table.ts';
import { constraintCheck } from '../../harness/policy/constraints.ts';
import { decisionOf } from '../../harness/policy/decision-of.ts';
import type { OpenPolicy } from '../../harness/policy/open-policy.ts';
import type { Route } from '../../harness/policy/route.ts';
import { answerOf } from '../logs/run-replay.ts';
import type { Arrival } from './arrivals.ts';
import { type LimitUse, limitUse } from './limit-use.ts';
import { askRecorded, type RecordedAnswer } from './recorded-provider.ts';
import { virtualClock } from './virtual-clock.ts';
import { type CoolDown, watchedBreaker } from './watched-breaker.ts';

export interface TrafficSetting {
  readonly opened: OpenPolicy;
  /** Recorded answers of the pool, in its order. */
  readonly answers: OutcomeTable;
  readonly arrivals: readonly Arrival[];
  readonly faults: readonly Fault[];
  readonly failover: Failover;
  readonly limits: Limits;
  readonly seed: number;
  /** False: the choice alone is asked, with its retries, and no decision knows of failures. */
  readonly chain: boolean;
}

/** One request that was replayed. */
export interface ReplayedRequest {
  readonly row: number;
  readonly record: DecisionRecord;
  /** Place of the model that answered in the order of trial: 0 = the choice. Absent where nobody answered. */
  readonly hop?: number;
  /** True where constraints leave nobody: no failover could serve it. */
  readonly forbidden: boolean;
  /** Models that were asked although the constraints, compiled once more beside the policy, deny them. */
  readonly violations: readonly ModelId[];
  /** Of a later turn of a conversation: whether the model of the turn before answered. */
  readonly stayed?: boolean;
  readonly cacheLostUsd: number;
}

export interface ReplayedTraffic {
  /** In the order of arrival. */
  readonly requests: readonly ReplayedRequest[];
  readonly coolDowns: readonly CoolDown[];
  readonly limitUse: readonly LimitUse[];
}

/** Sends the requests through the policy in virtual time, each when it comes, beside those that are still on their way. */
export async function replayTraffic(
  setting: TrafficSetting,
  onProgress: (done: number, total: number) => void = () => {},
): Promise<ReplayedTraffic> {
  const { opened, arrivals, failover, limits, chain, answers } = setting;
  const { policy, models } = opened;
  const startMs = arrivals[0]!.at;
  const clock = virtualClock(startMs);
  const coolDowns: CoolDown[] = [];
  const breaker = watchedBreaker(circuitBreaker(failover.coolDown), clock.now, coolDowns);
  const latency = recentLatency(failover.coolDown.withinMs);
  const use = limitUse(limits);
  const book: Ledger = use.watch(ledger(limits));
  const ids = models.map(({ id }) => id);
  const health = { breaker, ...(failover.switchAfterMs === undefined ? {} : { latency }) };
  const sources: LiveSources = { models: ids, ledger: book, ...(chain ? health : {}) };
  const provider = { ...setting, models, startMs, clock };
  const secondCheck = constraintCheck(policy.constraints, models, policy.metadata);
  const served = new Map<string, { model: number; cachedInputTokens: number }>();
  const finished = new Map<string, Promise<void>>();
  const requests: ReplayedRequest[] = [];
  let done = 0;

  comeNext(0);
  await clock.run();
  return { requests, coolDowns, limitUse: use.figures() };

  function comeNext(place: number): void {
    const arrival = arrivals[place];
    if (arrival === undefined) return;
    clock.schedule(arrival.at, () => {
      comeNext(place + 1);
      return arrive(place, arrival.row);
    });
  }

  /** A turn of a conversation waits for the one before: nobody writes on before there is an answer. */
  async function arrive(place: number, row: number): Promise<void> {
    const session = answers.examples[row]!.request.session?.id;
    if (session === undefined) return begin(place, row, () => {});
    const before = finished.get(session);
    let end = () => {};
    finished.set(
      session,
      new Promise((resolve) => {
        end = resolve;
      }),
    );
    if (before === undefined) return begin(place, row, end);
    void before.then(() => clock.schedule(clock.now(), () => begin(place, row, end)));
  }

  /** Decides, which may embed and is waited for, and leaves the answer to the course of time. */
  async function begin(place: number, row: number, end: () => void): Promise<void> {
    const { request } = answers.examples[row]!;
    const at = clock.now();
    const before = request.session === undefined ? undefined : served.get(request.session.id);
    const live = liveNow(sources, at, before && { ...before, model: ids[before.model]! });
    const [route] = await opened.route([request], [Object.keys(live).length === 0 ? undefined : live]);
    book.spent(at, route!.bill.usd);
    void answer(row, route!, at, before?.model).then((replayed) => {
      requests[place] = replayed;
      onProgress(++done, arrivals.length);
      end();
    });
  }

  async function answer(row: number, route: Route, at: number, before: number | undefined): Promise<ReplayedRequest> {
    const { request, id } = answers.examples[row]!;
    const order = route.model === undefined ? [] : [route.model, ...(chain ? route.fallbacks : [])];
    const expected = expectedCosts(route, opened);
    const now = (): LiveSignals => liveNow(sources, clock.now());
    const violations: ModelId[] = [];
    let nth = 0;
    const send: Send<RecordedAnswer> = async (model, { timeoutMs }) => {
      const m = ids.indexOf(model);
      if (secondCheck(request, now()).mask[m] !== 1) violations.push(model);
      const settle = book.sent(clock.now(), model, expected[m]!);
      const result = await askRecorded(provider, { row, model: m, nth: nth++, timeoutMs, served: before });
      settle(result.costUsd ?? expected[m]!);
      if (result.errorType === undefined || result.errorType === 'timeout') {
        latency.took(model, clock.now(), result.latencyMs);
      }
      return result;
    };
    const mayAsk = (model: ModelId): true | string => {
      const m = ids.indexOf(model);
      if (opened.allowed([request], [now()])[0]![m] !== 1) return 'constraints do not allow it';
      return book.mayAsk(clock.now(), model, expected[m]!);
    };
    await clock.wait(route.bill.latencyMs);
    const result = await serve(send, { order, failover, breaker, clock, mayAsk });
    const record = decisionOf(opened, request, route, { id, at: new Date(at).toISOString(), keepRequest: true });
    const { session } = request;
    const { value } = result;
    if (value !== undefined && session !== undefined) {
      served.set(session.id, { model: value.model, cachedInputTokens: route.inputTokens });
    }
    return {
      row,
      record: { ...record, ...outcomeOf(answers, row, route, result) },
      ...(value === undefined ? {} : { hop: order.indexOf(ids[value.model]!) }),
      forbidden: !route.mask.includes(1),
      violations,
      ...(value === undefined || before === undefined ? {} : { stayed: before === value.model }),
      cacheLostUsd: value?.cacheLostUsd ?? 0,
    };
  }
}

/** What asking each model is expected to cost; of a router that predicts nothing, what reading the request costs. */
function expectedCosts({ predictions, inputTokens }: Route, { models }: OpenPolicy): number[] {
  return models.map(({ price }, m) => predictions?.[m]?.costUsd ?? costAt(price!, inputTokens, 0));
}

function outcomeOf(
  answers: OutcomeTable,
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
