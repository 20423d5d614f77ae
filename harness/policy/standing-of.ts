import type { LiveStanding } from '../evaluate/live-standing.ts';
import type { LiveSignals } from '../live-signals.ts';
import type { Policy } from './policy.ts';

const [FINE, SLOW, FAILING] = [0, 1, 2] as const;

/**
 * Live signals as `decide` takes them: by index of the pool, under the policy's thresholds. Signals of models that the pool
 * does not have are not used.
 */
export function standingOf(
  { pool, failover, sessions }: Pick<Policy, 'pool' | 'failover' | 'sessions'>,
  live: LiveSignals,
): LiveStanding {
  const known = live.models ?? {};
  const slowAbove = failover?.switchAfterMs ?? Number.POSITIVE_INFINITY;
  const order = new Uint8Array(pool.length);
  const barred = new Uint8Array(pool.length);
  pool.forEach(({ id }, m) => {
    if (!Object.hasOwn(known, id)) return;
    const { healthy = true, latencyMs = 0, requestsLeft } = known[id]!;
    order[m] = healthy ? (latencyMs > slowAbove ? SLOW : FINE) : FAILING;
    if (requestsLeft === 0) barred[m] = 1;
  });
  const { served, remainingUsd = Number.POSITIVE_INFINITY } = live;
  const model = served === undefined ? -1 : pool.findIndex(({ id }) => id === served.model);
  return {
    order,
    barred,
    remainingUsd,
    stay: sessions === 'stay',
    ...(model < 0 ? {} : { served: { model, cachedInputTokens: served!.cachedInputTokens } }),
  };
}
