import type { LiveSignals } from '../live-signals.ts';
import type { ModelId } from '../model.ts';
import type { CircuitBreaker } from './circuit-breaker.ts';
import type { Ledger } from './limits.ts';
import type { RecentLatency } from './recent-latency.ts';

export interface LiveSources {
  readonly models: readonly ModelId[];
  readonly ledger: Ledger;
  /** Absent where a decision shall not know of failures. */
  readonly breaker?: CircuitBreaker;
  /** Absent where no latency is too long. */
  readonly latency?: RecentLatency;
}

/**
 * What is known at `at`, as a decision takes it and a record keeps it; what is as usual is left out. A model whose pause is
 * over counts as healthy: one request has to try it.
 */
export function liveNow(sources: LiveSources, at: number, served?: LiveSignals['served']): LiveSignals {
  const { remainingUsd, requestsLeft } = sources.ledger.live(at);
  const models: NonNullable<LiveSignals['models']> = {};
  for (const model of sources.models) {
    const latencyMs = sources.latency?.mean(model, at);
    const signals = {
      ...(sources.breaker?.state(model, at) === 'open' ? { healthy: false } : {}),
      ...(latencyMs === undefined ? {} : { latencyMs }),
      ...(requestsLeft[model] === undefined ? {} : { requestsLeft: requestsLeft[model] }),
    };
    if (Object.keys(signals).length > 0) models[model] = signals;
  }
  return {
    ...(Object.keys(models).length === 0 ? {} : { models }),
    ...(remainingUsd === undefined ? {} : { remainingUsd }),
    ...(served === undefined ? {} : { served }),
  };
}
