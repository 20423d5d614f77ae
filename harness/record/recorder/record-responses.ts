import { setTimeout as wait } from 'node:timers/promises';
import { isAnswer } from '../cache/response-cache.ts';
import { askUntilSettled } from './ask-until-settled.ts';
import type { RecordSummary } from './record-summary.ts';
import type { RecordTask } from './record-task.ts';
import {
  isStopped,
  newProviderState,
  newRecording,
  type ProviderState,
  type ProviderWork,
  type Recording,
  type RecordOptions,
} from './recording.ts';

/** How long to leave a question to another recorder before looking again. */
const LOOK_AGAIN_MS = 300;

/**
 * Asks every question that has no answer in the cache, and stores what comes. May be killed at any time and started
 * again: what is stored is not asked for again, and what was in flight was announced.
 *
 * @throws {BenchError} when the cache cannot be written; what was stored before stays
 */
export async function recordResponses(work: readonly ProviderWork[], options: RecordOptions): Promise<RecordSummary> {
  const recording = newRecording(options);
  const { summary, claims, money } = recording;
  try {
    await allEnded(work.map((one) => recordProvider(one, recording)));
  } finally {
    claims.end();
    summary.spentUsd = money.spentUsd();
  }
  return summary;
}

async function recordProvider(work: ProviderWork, recording: Recording): Promise<void> {
  const state = newProviderState(work, recording);
  let tasks: Iterable<RecordTask> = work.tasks;
  for (;;) {
    const claimedByOthers: RecordTask[] = [];
    const iterator = tasks[Symbol.iterator]();
    const workers = Array.from({ length: work.concurrency }, () => drain(iterator, state, claimedByOthers));
    await allEnded(workers);
    if (claimedByOthers.length === 0 || isStopped(recording)) return;
    tasks = claimedByOthers;
    await wait(LOOK_AGAIN_MS);
  }
}

async function drain(tasks: Iterator<RecordTask>, state: ProviderState, claimedByOthers: RecordTask[]): Promise<void> {
  const { recording } = state;
  const { summary, money, options } = recording;
  try {
    while (!isStopped(recording)) {
      const { done, value: task } = tasks.next();
      if (done) return;
      if (!(await recordTaskOnce(task, state))) claimedByOthers.push(task);
      summary.spentUsd = money.spentUsd();
      options.onProgress?.(summary);
    }
  } catch (error) {
    recording.broken = true;
    throw error;
  }
}

/** Waits for all, also where one fails: what is in flight still wants the cache. */
async function allEnded(work: readonly Promise<void>[]): Promise<void> {
  const ends = await Promise.allSettled(work);
  const failed = ends.find((end) => end.status === 'rejected');
  if (failed) throw failed.reason;
}

/** False where another recorder is at it. */
async function recordTaskOnce(task: RecordTask, state: ProviderState): Promise<boolean> {
  const { options, summary, claims } = state.recording;
  const known = options.cache.get(task.key);
  if (isAnswer(known)) {
    summary.cached++;
  } else if (known !== undefined && options.retryErrors !== true) {
    summary.knownErrors++;
  } else if (state.dead || state.deadModels.has(task.question.model)) {
    summary.skipped++;
  } else if (claims.take(task.key)) {
    await askUntilSettled(task, state);
  } else {
    return false;
  }
  return true;
}
