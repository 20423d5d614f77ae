import { describe, expect, it } from 'vitest';
import { liveSignalsSchema } from '../live-signals.ts';
import { circuitBreaker } from './circuit-breaker.ts';
import { limitsSchema } from './failover-schema.ts';
import { ledger } from './limits.ts';
import { liveNow } from './live-now.ts';
import { recentLatency } from './recent-latency.ts';

const sources = () => ({
  models: ['a', 'b'],
  ledger: ledger(
    limitsSchema.parse({ budgets: [{ usd: 1, per: 'day' }], quotas: [{ model: 'b', requests: 2, per: 'day' }] }),
  ),
  breaker: circuitBreaker({ failures: 1, withinMs: 10, forMs: 10 }),
  latency: recentLatency(100),
});

describe('what is known at a moment', () => {
  it('is nothing where all is as usual', () => {
    const { models } = sources();
    expect(liveNow({ models, ledger: ledger(limitsSchema.parse({})) }, 0)).toEqual({});
  });

  it('has who is left out, what is left, how long answers take and who served the conversation', () => {
    const all = sources();
    all.breaker.failed('a', 5);
    all.ledger.sent(5, 'b', 0.25);
    for (const latencyMs of [100, 300]) all.latency.took('b', 5, latencyMs);
    const live = liveNow(all, 6, { model: 'a', cachedInputTokens: 7 });
    expect(liveSignalsSchema.parse(live)).toEqual({
      models: { a: { healthy: false }, b: { latencyMs: 200, requestsLeft: 1 } },
      remainingUsd: 0.75,
      served: { model: 'a', cachedInputTokens: 7 },
    });
  });

  it('takes a model whose pause is over for healthy until its trial is on its way', () => {
    const all = sources();
    all.breaker.failed('a', 0);
    expect(liveNow(all, 10).models).toEqual({ b: { requestsLeft: 2 } });
    all.breaker.sent('a', 10);
    expect(liveNow(all, 11).models).toMatchObject({ a: { healthy: false } });
  });

  it('forgets how long answers took, so that a slow model is tried again', () => {
    const { latency } = sources();
    latency.took('a', 0, 9000);
    expect([99, 100].map((at) => latency.mean('a', at))).toEqual([9000, undefined]);
  });
});
