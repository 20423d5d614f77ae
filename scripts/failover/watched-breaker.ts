import type { CircuitBreaker } from '../../harness/failover/circuit-breaker.ts';
import type { ModelId } from '../../harness/model.ts';

/** A stretch in which a model was left out. */
export interface CoolDown {
  readonly model: ModelId;
  /** ms since 1970; without an end it was still left out when the last request was served. */
  readonly from: number;
  until?: number;
  /** Trial requests that failed in it. */
  failedTrials: number;
}

/** A breaker that writes down when it leaves a model out, beside doing so. */
export function watchedBreaker(breaker: CircuitBreaker, now: () => number, coolDowns: CoolDown[]): CircuitBreaker {
  const current = (model: ModelId) => coolDowns.findLast((each) => each.model === model && each.until === undefined);
  /** Whose trial is on its way. */
  const trials = new Set<ModelId>();
  return {
    state: breaker.state,
    sent(model, at) {
      if (breaker.state(model, at) === 'half-open') trials.add(model);
      breaker.sent(model, at);
    },
    answered(model) {
      breaker.answered(model);
      trials.delete(model);
      const open = current(model);
      if (open !== undefined) open.until = now();
    },
    failed(model, at) {
      breaker.failed(model, at);
      const open = current(model);
      if (open !== undefined && trials.delete(model)) open.failedTrials += 1;
      if (open === undefined && breaker.state(model, at) === 'open')
        coolDowns.push({ model, from: at, failedTrials: 0 });
    },
  };
}
