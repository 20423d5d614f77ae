import type { FaultSetting } from '../../harness/failover/faults.ts';
import type { LimitUse } from './limit-use.ts';
import type { CoolDown } from './watched-breaker.ts';

export const FAILOVER_VERSION = 1;

/** What `signalbox failover` found. */
export interface FailoverReport {
  readonly schema: 'signalbox/failover';
  readonly version: typeof FAILOVER_VERSION;
  readonly policy: { readonly name: string; readonly fingerprint: string };
  readonly dataset: { readonly name: string; readonly fingerprint: string; readonly simulated: boolean };
  readonly traffic: {
    readonly requests: number;
    readonly inConversations: number;
    readonly durationMs: FaultSetting['durationMs'];
    /** Requests per minute; `recorded` = the dataset's own times. */
    readonly rate: number | 'recorded';
    /** ISO 8601 */
    readonly start: string;
  };
  /** As `--faults` takes them. */
  readonly faults: readonly string[];
  /** The model that the policy chooses most often where nothing is known of the moment. */
  readonly favourite: { readonly model: string; readonly share: number };
  readonly withChain?: TrafficFigures;
  readonly withoutChain: TrafficFigures;
  readonly timeLine: readonly TimeLineRow[];
  readonly notes: readonly string[];
}

/** No figure has an interval: requests depend on what came before them. */
export interface TrafficFigures {
  readonly requests: number;
  readonly answered: number;
  /** Share answered of the requests that constraints allow somebody to answer, 0..1. */
  readonly availability?: number;
  /** Mean over graded answers, 0..1. */
  readonly quality?: number;
  /** The same, where each request without an answer that constraints allow counts 0. */
  readonly worstQuality?: number;
  /** USD per request, failed attempts and routing included. */
  readonly costUsd: number;
  /** Of answers, waits and routing included. */
  readonly latencyMs?: { readonly p50: number; readonly p95: number; readonly p99: number };
  /** Answers by the place of their model in the order of trial, the choice first, as shares of the answers. */
  readonly hops: readonly { readonly hop: number; readonly answers: number; readonly share: number }[];
  /** Answers by another model than the policy chooses where nothing is known of the moment. */
  readonly elsewhere: number;
  readonly attempts: number;
  /** Attempts without an answer, by error type. */
  readonly failures: Readonly<Record<string, number>>;
  /** Requests without an answer, by what the last attempt met. */
  readonly unanswered: Readonly<Record<string, number>>;
  /** Requests that nobody was asked about, by reason. */
  readonly refusals: Readonly<Record<string, number>>;
  /** Attempts at a model that constraints deny: must be 0. */
  readonly violations: number;
  readonly coolDowns: readonly CoolDown[];
  readonly limits: readonly LimitUse[];
  /** Later turns of conversations that were answered: by the model of the turn before or by another. */
  readonly sessions?: { readonly turns: number; readonly stayed: number; readonly cacheLostUsd: number };
}

export interface TimeLineRow {
  /** ms since the first request */
  readonly fromMs: number;
  readonly faults: readonly string[];
  readonly requests: number;
  /** Left out where that run was not made. */
  readonly answered?: number;
  readonly answeredWithoutChain: number;
  /** Answers of a fallback, after an attempt that failed or was skipped. */
  readonly failedOver?: number;
  /** Answers by another model than the policy chooses where nothing is known of the moment. */
  readonly elsewhere?: number;
  /** Attempts without an answer. */
  readonly failures?: number;
}
