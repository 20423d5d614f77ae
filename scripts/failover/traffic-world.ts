import { type CircuitBreaker, circuitBreaker } from '../../harness/failover/circuit-breaker.ts';
import type { Failover, Limits } from '../../harness/failover/failover-schema.ts';
import type { Fault } from '../../harness/failover/faults.ts';
import { type Ledger, ledger } from '../../harness/failover/limits.ts';
import type { LiveSources } from '../../harness/failover/live-now.ts';
import { type RecentLatency, recentLatency } from '../../harness/failover/recent-latency.ts';
import type { ModelId } from '../../harness/model.ts';
import type { OutcomeTable } from '../../harness/outcome-table.ts';
import { constraintCheck } from '../../harness/policy/constraints.ts';
import type { OpenPolicy } from '../../harness/policy/open-policy.ts';
import type { Arrival } from './arrivals.ts';
import { type LimitUse, limitUse } from './limit-use.ts';
import type { ProviderSetting } from './recorded-provider.ts';
import { type VirtualClock, virtualClock } from './virtual-clock.ts';
import { type CoolDown, watchedBreaker } from './watched-breaker.ts';

export interface TrafficSetting {
  readonly opened: OpenPolicy;
  /** Recorded answers of the pool, in its order. */
  readonly answers: OutcomeTable;
  /** At least one. */
  readonly arrivals: readonly Arrival[];
  readonly faults: readonly Fault[];
  readonly failover: Failover;
  readonly limits: Limits;
  readonly seed: number;
  /** False: the choice alone is asked, with its retries, and no decision knows of failures. */
  readonly chain: boolean;
}

/** What the requests of one replay share, and change for each other. */
export interface TrafficWorld extends TrafficSetting {
  readonly ids: readonly ModelId[];
  readonly clock: VirtualClock;
  readonly breaker: CircuitBreaker;
  readonly coolDowns: readonly CoolDown[];
  readonly latency: RecentLatency;
  readonly book: Ledger;
  limitUse(): LimitUse[];
  /** What a decision may know. */
  readonly sources: LiveSources;
  readonly provider: ProviderSetting;
  /** The constraints compiled once more, beside the policy that enforces them. */
  readonly secondCheck: ReturnType<typeof constraintCheck>;
}

/** A world at the time of the first request, in which nothing has failed yet. */
export function trafficWorld(setting: TrafficSetting): TrafficWorld {
  const { opened, arrivals, failover, limits, chain } = setting;
  const { policy, models } = opened;
  const startMs = arrivals[0]!.at;
  const clock = virtualClock(startMs);
  const coolDowns: CoolDown[] = [];
  const breaker = watchedBreaker(circuitBreaker(failover.coolDown), clock.now, coolDowns);
  const latency = recentLatency(failover.coolDown.withinMs);
  const use = limitUse(limits);
  const book = use.watch(ledger(limits));
  const ids = models.map(({ id }) => id);
  // A latency is a signal only where the policy says how long is too long.
  const health = { breaker, ...(failover.switchAfterMs === undefined ? {} : { latency }) };
  return {
    ...setting,
    ids,
    clock,
    breaker,
    coolDowns,
    latency,
    book,
    limitUse: use.figures,
    sources: { models: ids, ledger: book, ...(chain ? health : {}) },
    provider: { ...setting, models, startMs, clock },
    secondCheck: constraintCheck(policy.constraints, models, policy.metadata),
  };
}
