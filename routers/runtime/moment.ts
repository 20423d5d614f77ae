import { type CircuitBreaker, circuitBreaker } from '../../harness/failover/circuit-breaker.ts';
import { type Failover, failoverSchema, limitsSchema } from '../../harness/failover/failover-schema.ts';
import { type Ledger, ledger } from '../../harness/failover/limits.ts';
import { liveNow } from '../../harness/failover/live-now.ts';
import { type RecentLatency, recentLatency } from '../../harness/failover/recent-latency.ts';
import type { Clock } from '../../harness/failover/serve.ts';
import type { LiveSignals } from '../../harness/live-signals.ts';
import type { Policy } from '../../harness/policy/policy.ts';

/** What a runtime knows of the moment from the requests that it sent: who fails, who is slow, what was spent. */
export interface Moment {
  readonly failover: Failover;
  readonly breaker: CircuitBreaker;
  readonly latency: RecentLatency;
  /** Without limits where the application counts. */
  readonly ledger: Ledger;
  /** What is known at `at`, with what the application knows: its word on a model goes first, the smaller amount counts. */
  live(at: number, given?: LiveSignals): LiveSignals | undefined;
}

/**
 * The moment of a policy. What was learned under the policy before is kept where its settings are the same, so that neither
 * an outage nor a budget is forgotten when a policy is loaded.
 */
export function momentOf(
  policy: Pick<Policy, 'pool' | 'failover' | 'limits'>,
  counts: 'here' | 'application',
  before?: Moment & { readonly policy: Pick<Policy, 'failover' | 'limits'> },
): Moment & { readonly policy: Pick<Policy, 'failover' | 'limits'> } {
  const failover = policy.failover ?? failoverSchema.parse({});
  const limits = (counts === 'here' ? policy.limits : undefined) ?? limitsSchema.parse({});
  const known = before !== undefined && same(before.failover.coolDown, failover.coolDown) ? before : undefined;
  const breaker = known?.breaker ?? circuitBreaker(failover.coolDown);
  const latency = known?.latency ?? recentLatency(failover.coolDown.withinMs);
  const spending = before !== undefined && same(before.policy.limits, policy.limits) ? before.ledger : ledger(limits);
  const models = policy.pool.map(({ id }) => id);
  return {
    policy,
    failover,
    breaker,
    latency,
    ledger: spending,
    live(at, given) {
      const live = merged(liveNow({ models, ledger: spending, breaker, latency }, at), given);
      return Object.keys(live).length === 0 ? undefined : live;
    },
  };
}

/** Milliseconds since 1970 that never go back, for time-outs, pauses and calendar periods alike. */
export const systemClock: Clock = {
  now: () => performance.timeOrigin + performance.now(),
  wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
};

function merged(own: LiveSignals, given: LiveSignals | undefined): LiveSignals {
  if (given === undefined) return own;
  const ids = [...new Set([...Object.keys(own.models ?? {}), ...Object.keys(given.models ?? {})])];
  const models = Object.fromEntries(
    ids.map((id) => {
      const [a, b] = [own.models?.[id], given.models?.[id]];
      return [id, { ...a, ...b, ...smaller('requestsLeft', a?.requestsLeft, b?.requestsLeft) }];
    }),
  );
  return {
    ...given,
    ...(ids.length === 0 ? {} : { models }),
    ...smaller('remainingUsd', own.remainingUsd, given.remainingUsd),
  };
}

function smaller<K extends string>(key: K, a: number | undefined, b: number | undefined) {
  if (a === undefined && b === undefined) return {};
  return { [key]: Math.min(a ?? Number.POSITIVE_INFINITY, b ?? Number.POSITIVE_INFINITY) } as Record<K, number>;
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
