import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Dataset } from '../../harness/dataset.ts';
import { type DecisionRecord, decisionRecordSchema } from '../../harness/decision-record.ts';
import { failoverSchema, limitsSchema } from '../../harness/failover/failover-schema.ts';
import { emptyTable, STATUS } from '../../harness/outcome-table.ts';
import type { OpenPolicy } from '../../harness/policy/open-policy.ts';
import type { PolicyDraft } from '../../harness/policy/write-policy.ts';
import type { RouteRequest } from '../../harness/request.ts';
import { openToyPolicy } from '../logs/toy-log.fixture.ts';
import { failoverText } from './failover-text.ts';
import { type FailoverOptions, runFailover } from './run-failover.ts';

interface ToyShape {
  readonly requests: number;
  /** Requests of one conversation that follow each other. */
  readonly turns?: number;
  readonly cachedInputTokens?: number;
  readonly latencyMs?: number;
}

/** Every fourth request is `phi`; `small` is worth .5 and costs .001, `large` 1 and .01. */
function toyDataset({ requests, turns = 1, cachedInputTokens = 0, latencyMs = 500 }: ToyShape): Dataset {
  const table = emptyTable(
    Array.from({ length: requests }, (_, i) => ({
      id: `e${i}`,
      task: 't',
      request: {
        messages: [{ role: 'user' as const, content: `question ${i}` }],
        metadata: { dataClass: i % 4 === 3 ? 'phi' : 'public' },
        ...(turns === 1 ? {} : { session: { id: `s${Math.floor(i / turns)}`, turn: i % turns } }),
      },
    })),
    [{ id: 'small' }, { id: 'large' }],
  );
  table.status.fill(STATUS.ok);
  for (let cell = 0; cell < 2 * requests; cell++) {
    table.quality[cell] = cell % 2 === 0 ? 0.5 : 1;
    table.costUsd[cell] = cell % 2 === 0 ? 0.001 : 0.01;
    table.inputTokens[cell] = 1000;
    table.outputTokens[cell] = 10;
    table.cachedInputTokens[cell] = cachedInputTokens;
    table.latencyMs[cell] = latencyMs;
  }
  const card = { name: 'toy', title: '', simulated: true, scale: { min: 0, max: 1 }, estimates: [] };
  return { card, table, fingerprint: '', notes: [] };
}

/** The policy that prefers `large`. */
const open = (draft: Partial<PolicyDraft> = {}) => openToyPolicy(Number.POSITIVE_INFINITY, 0, draft);
const BAA = { name: 'phi', allow: 'metadata.dataClass != "phi" || model.baa' };

function run(opened: OpenPolicy, shape: ToyShape, options: Partial<FailoverOptions> = {}) {
  const all = { seed: 1, rate: 60, chain: true, ...options };
  return runFailover(toyDataset(shape), opened, all, { stage: () => () => {} });
}

describe('a failover replay', () => {
  it('answers through an outage with the chain, and not without, and says what that took', async () => {
    const opened = await open();
    const { report, records } = await run(opened, { requests: 300 }, { faults: 'outage:favourite@2m+3m', rate: 30 });
    expect(report).toMatchObject({ favourite: { model: 'large', share: 1 }, faults: ['outage:large@2m+3m'] });
    const { withChain, withoutChain } = report;
    expect(withChain).toMatchObject({ availability: 1, violations: 0, refusals: {}, unanswered: {} });
    // Three minutes of thirty requests; what came just before the end is saved by its retry.
    expect(withoutChain.availability).toBeCloseTo(210 / 300, 2);
    expect(withoutChain.unanswered).toEqual({ 503: 300 - withoutChain.answered });
    expect(withoutChain.quality).toBe(1);
    expect(withChain!.quality).toBeCloseTo((210 + 90 * 0.5) / 300, 1);
    expect(withChain!.worstQuality! - withoutChain.worstQuality!).toBeGreaterThan(0.1);
    expect(withChain!.costUsd).toBeGreaterThan(withoutChain.costUsd);
    // The breaker keeps nearly all of them away: a few failures at first, then one trial every thirty seconds.
    expect(withChain!.failures['503']).toBeLessThan(20);
    expect(withoutChain.failures['503']).toBeGreaterThan(170);
    expect(withChain!.coolDowns).toMatchObject([{ model: 'large', failedTrials: 5 }]);
    expect(report.timeLine.reduce((sum, row) => sum + row.requests, 0)).toBe(300);
    expect(report.timeLine.filter((row) => row.answeredWithoutChain < row.answered!)).not.toEqual([]);
    for (const record of records) expect(decisionRecordSchema.parse(record)).toEqual(record);
    const failedOver = records.find(
      (record) => record.model === 'large' && record['gen_ai.request.model'] === 'small',
    )!;
    expect(failedOver.attempts).toMatchObject([
      { model: 'large', 'error.type': '503' },
      { model: 'large' },
      { model: 'small' },
    ]);
    expect(failoverText(report)).toMatch(
      /^Simulated models\. With the chain 100\.00 % .*with the choice\s+alone 70\.\d\d\s%/s,
    );
  });

  it('can be decided again from the log, request by request', async () => {
    const opened = await open({
      constraints: [BAA],
      limits: limitsSchema.parse({ budgets: [{ usd: 1, per: 'minute' }] }),
    });
    const faults = 'outage:large@10s+30s,latency:large@60s+30s:x20';
    const { records } = await run(opened, { requests: 150, turns: 3 }, { faults });
    expect(new Set(records.map(({ live }) => JSON.stringify(live?.models))).size).toBeGreaterThan(1);
    const routes = await opened.route(
      records.map(requestOf),
      records.map(({ live }) => live),
    );
    for (const [i, { model, fallbacks, propensity }] of records.entries()) {
      expect({ model: routes[i]!.model, fallbacks: routes[i]!.fallbacks }).toEqual({ model, fallbacks });
      expect(propensity).toBe(routes[i]!.propensities![model === 'small' ? 0 : 1]);
    }
  });

  it('never serves a request by a model that constraints deny, and counts what they leave nobody for apart', async () => {
    const opened = await open({ constraints: [BAA] });
    const { report, records } = await run(opened, { requests: 200 }, { faults: 'outage:small@1m+1m' });
    expect(report.withChain!.violations).toBe(0);
    const phi = records.filter(({ request }) => request!.metadata.dataClass === 'phi');
    expect(new Set(phi.flatMap(({ attempts }) => attempts!.map(({ model }) => model)))).toEqual(new Set(['small']));
    expect(report.withChain!.unanswered).toEqual({ 503: 15 });
    const nobody = await open({ constraints: [{ name: 'none', allow: 'metadata.dataClass != "phi"' }] });
    const refused = (await run(nobody, { requests: 40 }, { faults: 'none' })).report.withChain;
    expect(refused).toMatchObject({ answered: 30, availability: 1, refusals: { 'no model is allowed by "none"': 10 } });
  });

  it('holds budgets and quotas, and tells how much of them was used', async () => {
    const limits = limitsSchema.parse({
      budgets: [{ usd: 0.25, per: 'minute' }],
      quotas: [{ model: 'large', requests: 10, per: 'minute' }],
    });
    const { report } = await run(await open({ limits }), { requests: 180 }, { faults: 'none' });
    expect(report.withChain!.limits).toMatchObject([
      { of: 'budget', limit: 0.25, per: 'minute', most: expect.closeTo(0.15, 2), periods: 3 },
      { of: 'large', limit: 10, per: 'minute', most: 10, periods: 3 },
    ]);
    expect(report.withChain).toMatchObject({ availability: 1, quality: (30 + 150 * 0.5) / 180 });
    const tight = limitsSchema.parse({ budgets: [{ usd: 0.05, per: 'minute' }] });
    const refused = (await run(await open({ limits: tight }), { requests: 180 }, { faults: 'none' })).report.withChain!;
    expect(refused.availability).toBeLessThan(1);
    expect(Object.keys(refused.refusals)).toContain('budget and quotas leave no model that may be asked');
    // What an answer really costs may be more than was predicted, so that the last one may be above.
    expect(refused.limits[0]!.most).toBeLessThan(0.05 + 0.01);
  });

  it('keeps a conversation with its model, bills the prompt cache that a switch loses, and waits for the turn before', async () => {
    const shape = { requests: 120, turns: 4, cachedInputTokens: 500, latencyMs: 1500 };
    const calm = await run(await open({ sessions: 'stay' }), shape, { faults: 'none' });
    expect(calm.report.withChain!.sessions).toMatchObject({ turns: 90, stayed: 90 });
    expect(calm.records[1]!.live!.served).toMatchObject({ model: 'large' });
    // Turns come every second and take 1.5: the fourth starts 1.5 s after it came.
    expect(Date.parse(calm.records[3]!.at!) - Date.parse(calm.records[0]!.at!)).toBe(4500);
    const stormy = await run(await open({ sessions: 'stay' }), shape, { faults: 'outage:large@30s+30s' });
    const { turns, stayed, cacheLostUsd } = stormy.report.withChain!.sessions!;
    expect(stayed).toBeLessThan(turns);
    expect(cacheLostUsd).toBeGreaterThanOrEqual(0);
  });

  it('is the same for the same seed, and violates nothing whatever fails', async () => {
    const opened = await open({ constraints: [BAA], failover: failoverSchema.parse({ switchAfterMs: 1000 }) });
    const once = (seed: number) => run(opened, { requests: 60 }, { faults: 'random', seed, rate: 600 });
    expect(JSON.stringify(await once(3))).toBe(JSON.stringify(await once(3)));
    const property = fc.asyncProperty(fc.nat(), async (seed) => {
      const { report, records } = await once(seed);
      expect(report.withChain!.violations + report.withoutChain.violations).toBe(0);
      expect(records).toHaveLength(60);
      for (const { request, attempts } of records) {
        if (request!.metadata.dataClass === 'phi') expect(attempts!.every(({ model }) => model === 'small')).toBe(true);
      }
    });
    await fc.assert(property, { numRuns: 5 });
  });

  it('says what it cannot replay', async () => {
    const opened = await open();
    const { report } = await run(opened, { requests: 10 }, { chain: false, faults: 'none' });
    expect(report).not.toHaveProperty('withChain');
    expect(report.notes.join(' ')).toMatch(/says nothing of failover: the defaults hold/);
    expect(failoverText(report)).toMatch(/The choices alone answer 100\.00 %/);
    await expect(run(opened, { requests: 10 }, { faults: 'outage:lage@1s+1s' })).rejects.toThrow(/"lage" is not in/);
    await expect(run(opened, { requests: 10 }, { rate: 'recorded' })).rejects.toThrow(/no times/);
    await expect(
      run(opened, { requests: 10, latencyMs: Number.NaN }, { faults: 'latency:large@1s+1s:x2' }),
    ).rejects.toThrow(/no recorded latency/);
    const cascade: OpenPolicy = {
      ...opened,
      route: async (...input) =>
        (await opened.route(...input)).map((route) => ({ ...route, accept: { signal: 'judge', level: 1 } })),
    };
    await expect(run(cascade, { requests: 10 })).rejects.toThrow(/is a cascade/);
  });
});

function requestOf(record: DecisionRecord): RouteRequest {
  const id = record['gen_ai.conversation.id'];
  return { ...record.request!, ...(id === undefined ? {} : { session: { id, turn: record.turn! } }) };
}
