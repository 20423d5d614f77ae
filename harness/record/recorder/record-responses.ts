import { setTimeout as wait } from 'node:timers/promises';
import type { RecordedResponse, ResponseCache } from '../cache/response-cache.ts';
import type { AskFailure } from '../provider/ask-failure.ts';
import { UNREACHABLE } from '../provider/ask-failure.ts';
import type { Answer, AskProvider } from '../provider/ask-provider.ts';
import { budget } from './budget.ts';
import { commitQueue } from './commit-queue.ts';
import { heldClaims } from './held-claims.ts';
import { rateLimit } from './rate-limit.ts';
import { emptySummary, increment, type RecordSummary } from './record-summary.ts';
import { answerUsd, likelyInputTokens, type RecordTask, worstCaseUsd } from './record-task.ts';

/** One provider, and the questions for it. They are drawn one by one, so that memory does not grow with their number. */
export interface ProviderWork {
  readonly provider: string;
  readonly baseUrl: string;
  readonly ask: AskProvider;
  readonly tasks: Iterable<RecordTask>;
  readonly concurrency: number;
  readonly requestsPerMinute?: number | undefined;
  readonly tokensPerMinute?: number | undefined;
}

export interface RecordOptions {
  readonly cache: ResponseCache;
  /** Names this recorder among those that share the cache. */
  readonly owner: string;
  /** Never exceeded, counting what attempts without an answer may have cost. `Infinity` for no limit. */
  readonly maxUsd: number;
  /** Asks again where an error is recorded. */
  readonly retryErrors?: boolean;
  /** When aborted, requests in flight are finished and no other is sent. */
  readonly signal?: AbortSignal;
  readonly onProgress?: (sofar: RecordSummary) => void;
  /** First wait after a failure, doubled each time; default 500 ms. */
  readonly backoffMs?: number;
}

const ATTEMPTS = 6;
/** A server that is not there seldom comes while one waits. */
const ATTEMPTS_UNHEARD = 3;
const LONGEST_BACKOFF_MS = 30_000;
/** Questions that nobody listened to before a provider is given up. */
const UNHEARD = 3;
/** How long to leave a question to another recorder before looking again. */
const LOOK_AGAIN_MS = 300;

/**
 * Asks every question that has no answer in the cache, and stores what comes. May be killed at any time and started
 * again: what is stored is not asked for again, and what was in flight was announced.
 *
 * @throws {BenchError} when the cache cannot be written; what was stored before stays
 */
export async function recordResponses(work: readonly ProviderWork[], options: RecordOptions): Promise<RecordSummary> {
  const summary = emptySummary();
  const claims = heldClaims(options.cache, options.owner);
  const shared = { options, summary, claims, money: budget(options.maxUsd), commits: commitQueue(options.cache) };
  try {
    await Promise.all(work.map((one) => recordProvider(one, shared)));
  } finally {
    claims.end();
    summary.spentUsd = shared.money.spentUsd();
  }
  return summary;
}

interface Shared {
  readonly options: RecordOptions;
  readonly summary: RecordSummary;
  readonly claims: ReturnType<typeof heldClaims>;
  readonly money: ReturnType<typeof budget>;
  readonly commits: ReturnType<typeof commitQueue>;
}

/** What is known of one provider while it is asked. */
interface ProviderState extends Shared {
  readonly work: ProviderWork;
  readonly requests: ReturnType<typeof rateLimit>;
  readonly tokens: ReturnType<typeof rateLimit>;
  readonly deadModels: Set<string>;
  dead: boolean;
  unheard: number;
  /** Set when a worker failed: the others stop. */
  broken: boolean;
}

async function recordProvider(work: ProviderWork, shared: Shared): Promise<void> {
  const state: ProviderState = {
    ...shared,
    work,
    requests: rateLimit(work.requestsPerMinute),
    tokens: rateLimit(work.tokensPerMinute),
    deadModels: new Set(),
    dead: false,
    unheard: 0,
    broken: false,
  };
  let tasks: Iterable<RecordTask> = work.tasks;
  for (;;) {
    const claimedByOthers: RecordTask[] = [];
    const iterator = tasks[Symbol.iterator]();
    const workers = Array.from({ length: work.concurrency }, () => drain(iterator, state, claimedByOthers));
    const ends = await Promise.allSettled(workers);
    const failed = ends.find((end) => end.status === 'rejected');
    if (failed) throw failed.reason;
    if (claimedByOthers.length === 0 || isStopped(state)) return;
    tasks = claimedByOthers;
    await wait(LOOK_AGAIN_MS);
  }
}

async function drain(tasks: Iterator<RecordTask>, state: ProviderState, claimedByOthers: RecordTask[]): Promise<void> {
  try {
    while (!isStopped(state)) {
      const { done, value: task } = tasks.next();
      if (done) return;
      if (!(await recordTaskOnce(task, state))) claimedByOthers.push(task);
      const { summary, money, options } = state;
      summary.spentUsd = money.spentUsd();
      options.onProgress?.(summary);
    }
  } catch (error) {
    state.broken = true;
    throw error;
  }
}

function isStopped({ options, summary, broken }: ProviderState): boolean {
  if (options.signal?.aborted && summary.stopped === 'done') summary.stopped = 'interrupted';
  return broken || summary.stopped !== 'done';
}

/** False where another recorder is at it. */
async function recordTaskOnce(task: RecordTask, state: ProviderState): Promise<boolean> {
  const { options, summary, claims } = state;
  const known = options.cache.get(task.key);
  if (known !== undefined && known.status !== 'error') {
    summary.cached++;
  } else if (known !== undefined && options.retryErrors !== true) {
    summary.knownErrors++;
  } else if (state.dead || state.deadModels.has(task.question.model)) {
    summary.skipped++;
  } else if (claims.take(task.key)) {
    await attemptAll(task, state);
  } else {
    return false;
  }
  return true;
}

async function attemptAll(task: RecordTask, state: ProviderState): Promise<void> {
  const { summary, claims, money, work, options } = state;
  const worst = worstCaseUsd(task);
  for (let attempt = 1; ; attempt++) {
    // A retry waits for money like any request: the attempt before may have been billed.
    if (!(await money.reserve(worst))) {
      summary.stopped = 'budget';
      return claims.release(task.key);
    }
    await state.requests.take(1);
    if (work.tokensPerMinute !== undefined) await state.tokens.take(likelyInputTokens(task.question) + task.maxTokens);
    // Limits can hold a request back for long: what stopped meanwhile is not sent.
    if (isStopped(state)) {
      money.settle(worst, 0);
      return claims.release(task.key);
    }
    const askedAt = new Date().toISOString();
    const result = await work.ask(task.question);
    if ('answer' in result) return keep(task, result.answer, { worst, askedAt }, state);
    const { failure } = result;
    const paid = failure.maybePaid ? worst : 0;
    money.settle(worst, paid);
    summary.maybePaidUsd += paid;
    const attempts = failure.code === UNREACHABLE ? ATTEMPTS_UNHEARD : ATTEMPTS;
    if (failure.kind !== 'retry' || attempt >= attempts) return giveUp(task, failure, askedAt, state);
    if (isStopped(state)) return claims.release(task.key);
    await wait(failure.retryAfterMs ?? backoff(attempt, options.backoffMs ?? 500));
  }
}

/** Full jitter (Brooker, "Exponential backoff and jitter", 2015), but never less than half. */
function backoff(attempt: number, firstMs: number): number {
  const longest = Math.min(LONGEST_BACKOFF_MS, firstMs * 2 ** (attempt - 1));
  return longest * (0.5 + Math.random() / 2);
}

async function keep(
  task: RecordTask,
  answer: Answer,
  { worst, askedAt }: { readonly worst: number; readonly askedAt: string },
  { money, summary, commits, claims, work }: ProviderState,
): Promise<void> {
  const costUsd = answerUsd(task, answer);
  money.settle(worst, costUsd);
  await commits.add({ ...identity(task, work), ...answer, errorCode: null, costUsd, askedAt });
  claims.ended(task.key);
  summary.answered++;
  const { model } = task.question;
  if (answer.servedModel !== null && answer.servedModel !== model) {
    increment(summary.servedOtherwise, `${model} → ${answer.servedModel}`);
  }
}

/** A fault of the question is recorded; a fault of the model, the key or the address is told and stops the asking. */
async function giveUp(task: RecordTask, failure: AskFailure, askedAt: string, state: ProviderState): Promise<void> {
  const { summary, claims, commits, work } = state;
  const { model } = task.question;
  if (failure.code === UNREACHABLE && ++state.unheard >= UNHEARD && !state.dead) {
    state.dead = true;
    summary.givenUp.push(`${work.provider}: nobody answers at ${work.baseUrl}`);
  }
  if (failure.kind === 'provider' && !state.dead) {
    state.dead = true;
    summary.givenUp.push(
      `${work.provider}: ${failure.code} from ${work.baseUrl}: is the key right, and is there credit?`,
    );
  }
  if (failure.kind === 'model' && !state.deadModels.has(model)) {
    state.deadModels.add(model);
    summary.givenUp.push(`${work.provider}: ${failure.code}: there is no model "${model}" at ${work.baseUrl}`);
  }
  if (failure.code === UNREACHABLE || failure.kind === 'provider' || failure.kind === 'model') {
    summary.skipped++;
    return claims.release(task.key);
  }
  await commits.add({ ...identity(task, work), ...NO_ANSWER, errorCode: failure.code, askedAt });
  claims.ended(task.key);
  increment(summary.failed, failure.code);
}

const NO_ANSWER = {
  servedModel: null,
  status: 'error',
  text: '',
  finishReason: null,
  inputTokens: null,
  cachedInputTokens: null,
  outputTokens: null,
  reasoningTokens: null,
  latencyMs: 0,
  costUsd: null,
} as const satisfies Partial<RecordedResponse>;

function identity({ key, question }: RecordTask, { baseUrl }: ProviderWork) {
  const { provider, model, repetition } = question;
  return { key, provider, model, repetition, baseUrl };
}
