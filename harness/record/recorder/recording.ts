import type { ResponseCache } from '../cache/response-cache.ts';
import type { AskProvider } from '../provider/ask-provider.ts';
import { type Budget, budget } from './budget.ts';
import { type CommitQueue, commitQueue } from './commit-queue.ts';
import { type HeldClaims, heldClaims } from './held-claims.ts';
import { type RateLimit, rateLimit } from './rate-limit.ts';
import { emptySummary, type RecordSummary } from './record-summary.ts';
import type { RecordTask } from './record-task.ts';

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

/** A recording while it goes on: what all its providers share. */
export interface Recording {
  readonly options: RecordOptions;
  readonly summary: RecordSummary;
  readonly claims: HeldClaims;
  readonly money: Budget;
  readonly commits: CommitQueue;
  /** Set when the cache failed: nothing more is sent, whatever the provider. */
  broken: boolean;
}

export function newRecording(options: RecordOptions): Recording {
  const { cache, owner, maxUsd } = options;
  return {
    options,
    summary: emptySummary(),
    claims: heldClaims(cache, owner),
    money: budget(maxUsd),
    commits: commitQueue(cache),
    broken: false,
  };
}

export function isStopped({ options, summary, broken }: Recording): boolean {
  if (options.signal?.aborted && summary.stopped === 'done') summary.stopped = 'interrupted';
  return broken || summary.stopped !== 'done';
}

/** What is known of one provider while it is asked. */
export interface ProviderState {
  readonly recording: Recording;
  readonly work: ProviderWork;
  readonly requests: RateLimit;
  readonly tokens: RateLimit;
  readonly deadModels: Set<string>;
  dead: boolean;
  unheard: number;
}

export function newProviderState(work: ProviderWork, recording: Recording): ProviderState {
  return {
    recording,
    work,
    requests: rateLimit(work.requestsPerMinute),
    tokens: rateLimit(work.tokensPerMinute),
    deadModels: new Set(),
    dead: false,
    unheard: 0,
  };
}
