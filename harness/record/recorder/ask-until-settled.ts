import { setTimeout as wait } from 'node:timers/promises';
import type { RecordedResponse } from '../cache/response-cache.ts';
import { type AskFailure, UNREACHABLE } from '../provider/ask-failure.ts';
import type { Answer } from '../provider/ask-provider.ts';
import { increment } from './record-summary.ts';
import { answerUsd, likelyInputTokens, type RecordTask, worstCaseUsd } from './record-task.ts';
import { isStopped, type ProviderState, type ProviderWork } from './recording.ts';

const ATTEMPTS = 6;
/** A server that is not there seldom comes while one waits. */
const ATTEMPTS_UNHEARD = 3;
const LONGEST_BACKOFF_MS = 30_000;
/** Questions that nobody listened to before a provider is given up. */
const UNHEARD = 3;

/** Asks a claimed question until there is an answer, it is given up, or the recording stops; then the claim is ended. */
export async function askUntilSettled(task: RecordTask, state: ProviderState): Promise<void> {
  const { recording, work } = state;
  const { summary, claims, money, options } = recording;
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
    if (isStopped(recording)) {
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
    if (isStopped(recording)) return claims.release(task.key);
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
  { recording, work }: ProviderState,
): Promise<void> {
  const { money, summary, commits, claims } = recording;
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
  const { recording, work } = state;
  const { summary, claims, commits } = recording;
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
  firstTokenMs: null,
  meanLogProbability: null,
  costUsd: null,
} as const satisfies Partial<RecordedResponse>;

function identity({ key, question }: RecordTask, { baseUrl }: ProviderWork) {
  const { provider, model, repetition } = question;
  return { key, provider, model, repetition, baseUrl };
}
