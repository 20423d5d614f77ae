import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { decisionRecordSchema } from '../decision-record.ts';
import { failoverSchema } from '../failover/failover-schema.ts';
import type { LiveSignals } from '../live-signals.ts';
import { decisionOf } from './decision-of.ts';
import { openPolicy } from './open-policy.ts';
import type { Route } from './route.ts';
import { ask, toyDraft, toyKind, toySpec, toyTools } from './toy-kind.fixture.ts';
import { type PolicyDraft, writePolicy } from './write-policy.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'live-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** At ∞ the toy router prefers `large` (quality .75) to `small` (.5). */
async function opened(change: Partial<PolicyDraft> = {}) {
  await writePolicy(folder, { ...toyDraft, ...change }, toySpec);
  return openPolicy(folder, [toyKind], toyTools);
}

async function routed(change: Partial<PolicyDraft>, live: LiveSignals, request = ask('hello')): Promise<Route> {
  return (await (await opened(change)).route([request], [live]))[0]!;
}

describe('live signals', () => {
  it('put what is known to fail last, and what is slow behind what is fast', async () => {
    const failing = { models: { large: { healthy: false } } };
    expect(await routed({}, failing)).toMatchObject({ model: 'small', fallbacks: ['large'] });
    const slow = { models: { large: { latencyMs: 900 } } };
    expect(await routed({}, slow)).toMatchObject({ model: 'large' });
    const failover = failoverSchema.parse({ switchAfterMs: 500 });
    expect(await routed({ failover }, slow)).toMatchObject({ model: 'small', fallbacks: ['large'] });
  });

  it('leave out whose quota is spent, and what the budget does not pay for', async () => {
    expect(await routed({}, { models: { large: { requestsLeft: 0 } } })).toMatchObject({
      model: 'small',
      fallbacks: [],
    });
    // 5 and 100 tokens: small costs $0.000105, large ten times that.
    expect(await routed({}, { remainingUsd: 0.0005 })).toMatchObject({ model: 'small', fallbacks: [] });
    const refused = await routed({}, { remainingUsd: 0 });
    expect(refused.model).toBeUndefined();
    expect(refused.refused).toBe('budget and quotas leave no model that may be asked');
  });

  it('keep a conversation with its model where the policy says so, unless it fails', async () => {
    const served = { served: { model: 'small', cachedInputTokens: 3 } };
    expect((await routed({}, served)).model).toBe('large');
    expect((await routed({ sessions: 'stay' }, served)).model).toBe('small');
    const failing = { ...served, models: { small: { healthy: false } } };
    expect((await routed({ sessions: 'stay' }, failing)).model).toBe('large');
  });

  it('charge a switch with the prompt cache that it loses', async () => {
    const cachedInputUsdPerMillionTokens = 0;
    const pool = toyDraft.pool.map((model) => ({
      ...model,
      price: { ...model.price, cachedInputUsdPerMillionTokens },
    }));
    const route = await routed({ pool }, { served: { model: 'large', cachedInputTokens: 5 } });
    const [small, large] = route.predictions!.map(({ costUsd }) => costUsd);
    expect(small).toBeCloseTo((5 + 100) / 1e6, 12);
    expect(large).toBeCloseTo((0 + 100 * 10) / 1e6, 12);
  });

  it('keep exploration away from what fails, and the chances sum to 1', async () => {
    const operatingPoint = { mix: [{ tradeoff: null, share: 1 }], explore: 1 };
    const policy = await opened({ operatingPoint });
    const requests = Array.from({ length: 30 }, (_, i) => ask(`question ${i}`));
    const live = { models: { large: { healthy: false } } };
    const routes = await policy.route(
      requests,
      requests.map(() => live),
    );
    expect(new Set(routes.map(({ model }) => model))).toEqual(new Set(['small']));
    expect(routes[0]!.propensities).toEqual([1, 0]);
  });

  it('are kept in the record, from which the decision is made again', async () => {
    const policy = await opened({
      constraints: [{ name: 'spend', allow: 'live.remainingUsd > 0.5 || model.id == "small"' }],
    });
    const live = { remainingUsd: 0.2, models: { small: { latencyMs: 10 } } };
    const request = ask('hello');
    const [route] = await policy.route([request], [live]);
    const record = decisionOf(policy, request, route!, { id: '1', keepRequest: true });
    const read = decisionRecordSchema.parse(JSON.parse(JSON.stringify(record)));
    const [again] = await policy.route(
      [{ messages: read.request!.messages, metadata: read.request!.metadata }],
      [read.live],
    );
    expect(again).toMatchObject({ model: 'small', mask: route!.mask, propensities: route!.propensities });
    expect(record).toMatchObject({ allowed: ['small'], live, fallbacks: [] });
  });
});

describe('a refusal', () => {
  const phi = { name: 'phi', allow: 'metadata.dataClass != "phi" || model.id == "nobody"' };

  it('names the constraint, and is in the record', async () => {
    const policy = await opened({ constraints: [phi] });
    const request = ask('x', { dataClass: 'phi' });
    const [route] = await policy.route([request]);
    expect(route).toMatchObject({ model: undefined, fallbacks: [], refused: 'no model is allowed by "phi"' });
    expect(decisionOf(policy, request, route!, { id: '1', keepRequest: false })).toMatchObject({
      model: null,
      refused: 'no model is allowed by "phi"',
    });
  });

  it('tells an attribute that is missing, counted', async () => {
    const policy = await opened({ constraints: [phi] });
    const request = ask('x');
    const [route] = await policy.route([request]);
    expect(route!.refused).toMatch(/^no model is allowed by "phi" \(.*dataClass/);
    expect(decisionOf(policy, request, route!, { id: '1', keepRequest: false }).undecided).toBe(2);
  });

  it('comes of a budget that nobody told, where a constraint asks for it', async () => {
    const policy = await opened({ constraints: [{ name: 'spend', allow: 'live.remainingUsd > 0.0' }] });
    expect((await policy.route([ask('x')]))[0]!.model).toBeUndefined();
  });
});

describe('a chain', () => {
  const failover = failoverSchema.parse({ chains: [{ name: 'down', from: 'large', to: ['small'] }] });

  it('says who comes after the choice, and is named', async () => {
    expect(await routed({ failover }, {})).toMatchObject({ model: 'large', fallbacks: ['small'], chain: 'down' });
  });

  it('binds also when its model is known to fail before it is asked', async () => {
    const chains = failoverSchema.parse({ chains: [{ name: 'alone', from: 'large', to: [] }] });
    const failing = { models: { large: { healthy: false } } };
    expect(await routed({ failover }, failing)).toMatchObject({ model: 'small', fallbacks: ['large'], chain: 'down' });
    expect(await routed({ failover: chains }, failing)).toMatchObject({ model: 'large', fallbacks: [] });
    expect((await routed({ failover }, failing)).propensities).toEqual([1, 0]);
  });

  it('never leads where a constraint forbids', async () => {
    const constraints = [{ name: 'no small', allow: 'model.id != "small"' }];
    expect(await routed({ failover, constraints }, {})).toMatchObject({ model: 'large', fallbacks: [] });
  });
});

describe('constraints', () => {
  it('may not rest on guesses about a prompt', async () => {
    await expect(opened({ constraints: [{ name: 'english', allow: 'prompt.language == "eng"' }] })).rejects.toThrow(
      /constraint "english": .*language/s,
    );
  });
});
