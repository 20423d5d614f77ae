import type { ModelId } from '../model.ts';
import type { Failover } from './failover-schema.ts';

/**
 * `closed`: asked as usual. `open`: left out, because it failed too often or because one trial request is on its way.
 * `half-open`: the pause is over and one trial request may be sent.
 */
export type BreakerState = 'closed' | 'open' | 'half-open';

/** Leaves failing models out for a while. Knows no clock: every call is told the time, in ms, which never goes back by much. */
export interface CircuitBreaker {
  /** What holds for `model` at `at`. Changes nothing. */
  state(model: ModelId, at: number): BreakerState;
  /** Says that a request is sent to `model`: in the half-open state this is the trial, and nobody else gets one meanwhile. */
  sent(model: ModelId, at: number): void;
  /** The model answered, or said that the request was wrong: its provider works. */
  answered(model: ModelId): void;
  failed(model: ModelId, at: number): void;
}

interface History {
  /** Times of the latest failures in a row, no more than it takes to be left out. */
  failures: number[];
  openUntil?: number;
  /** Since when a trial is on its way. */
  trialAt?: number;
}

/**
 * A circuit breaker (M. Nygard, Release It!, 2007): after `failures` failures in a row within `withinMs` a model is left out for
 * `forMs`; then one trial request decides whether it is back or left out for as long again. A trial that nothing was heard of
 * for `forMs` is taken for lost, and another may be sent.
 */
export function circuitBreaker({ failures, withinMs, forMs }: Failover['coolDown']): CircuitBreaker {
  const histories = new Map<ModelId, History>();

  const state = (model: ModelId, at: number): BreakerState => {
    const { openUntil, trialAt } = histories.get(model) ?? {};
    if (openUntil === undefined) return 'closed';
    if (at < openUntil) return 'open';
    return trialAt !== undefined && at < trialAt + forMs ? 'open' : 'half-open';
  };

  return {
    state,
    sent(model, at) {
      if (state(model, at) === 'half-open') histories.get(model)!.trialAt = at;
    },
    answered(model) {
      histories.delete(model);
    },
    failed(model, at) {
      const history = histories.get(model) ?? { failures: [] };
      histories.set(model, history);
      if (history.openUntil !== undefined) {
        // A failure during the pause, of a last resort or of a request sent before, does not make the pause longer.
        if (at >= history.openUntil) histories.set(model, { failures: [], openUntil: at + forMs });
        return;
      }
      history.failures = [...history.failures, at].slice(-failures);
      if (history.failures.length === failures && at - history.failures[0]! <= withinMs) history.openUntil = at + forMs;
    },
  };
}
