import { createHash } from 'node:crypto';
import { cp, mkdir, mkdtemp, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { decisionRecordSchema } from '../harness/decision-record.ts';
import { type PolicyDraft, writePolicy } from '../harness/policy/write-policy.ts';
import type { RouterSpec } from '../harness/router.ts';
import { ask, draft, embed, embedder, linearSpec, PHI, rulesSpec } from './runtime/policies.fixture.ts';
import { open, type Reload, type Runtime } from './runtime.ts';

let parent: string;
let folder: string;
let opened: Runtime | undefined;
beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'signalbox-runtime-'));
  folder = join(parent, 'policy');
});
afterEach(async () => {
  opened?.close();
  opened = undefined;
  await rm(parent, { recursive: true });
});

const scores = (changes: Partial<PolicyDraft> = {}) => draft({ embedder, ...changes });

describe('a policy opened by the runtime', () => {
  it('routes a request, and yields the record of the decision', async () => {
    const { fingerprint } = await written(scores(), linearSpec);
    opened = await open(folder, { embed });
    expect(opened.fingerprint).toBe(fingerprint);
    const routed = await opened.route(ask('hello'), { models: { small: { healthy: true } } }, { id: 'a' });
    expect(routed).toMatchObject({ model: 'large', fallbacks: ['small'], tradeoff: Number.POSITIVE_INFINITY });
    expect(decisionRecordSchema.parse(routed.record)).toMatchObject({
      id: 'a',
      policy: fingerprint,
      model: 'large',
      fallbacks: ['small'],
      allowed: ['small', 'large'],
      propensity: 1,
      routing: { latencyMs: 1, calls: 1 },
    });
    expect(routed.record.request).toBeUndefined();
    const [one, other] = [await opened.route(ask('hello')), await opened.route(ask('hello'))];
    expect(one.record.id).not.toBe(other.record.id);
  });

  it('refuses with the reason where nobody may see the request', async () => {
    const nobody = { name: 'nobody', allow: 'metadata.dataClass == "public" && model.baa' };
    await written(draft({ constraints: [PHI, nobody] }), rulesSpec);
    opened = await open(folder);
    const { model, refused, record } = await opened.route(ask('x', { metadata: { dataClass: 'phi' } }));
    expect([model, refused]).toEqual([undefined, expect.stringContaining('"nobody"')]);
    expect(decisionRecordSchema.parse(record)).toMatchObject({ model: null, refused, allowed: [] });
    expect(opened.allowed(ask('x'))).toEqual(['small']);
    expect((await opened.route(ask('x', { metadata: {} }))).record.undecided).toBeGreaterThan(0);
  });

  it('explores with the share that is asked for, and all turns of a session alike', async () => {
    await written(scores({ operatingPoint: { mix: [{ tradeoff: 0, share: 1 }] } }), linearSpec);
    opened = await open(folder, { embed, explore: 0.5 });
    const routes = await Promise.all(
      Array.from({ length: 80 }, (_, i) =>
        opened!.route(ask(`turn ${i}`, { session: { id: `s${i >> 1}`, turn: i % 2 } })),
      ),
    );
    const explored = routes.filter(({ record }) => record.explore.drawn).length;
    expect(explored).toBeGreaterThan(20);
    expect(explored).toBeLessThan(60);
    for (let i = 0; i < routes.length; i += 2) expect(routes[i]!.model).toBe(routes[i + 1]!.model);
    expect(routes[0]!.record.explore.share).toBe(0.5);
    await expect(open(folder, { embed, explore: 2 })).rejects.toThrow('explore is 2');
  });

  it('draws from a mixture of operating points by the conversation', async () => {
    const mix = [
      { tradeoff: 0, share: 0.5 },
      { tradeoff: null, share: 0.5 },
    ];
    await written(scores({ operatingPoint: { mix } }), linearSpec);
    opened = await open(folder, { embed });
    const models = new Set<string>();
    for (let session = 0; session < 12; session++) {
      const turns = [0, 1].map((turn) => opened!.route(ask(`${turn}`, { session: { id: `${session}`, turn } })));
      const [first, second] = await Promise.all(turns);
      expect(second!.model).toBe(first!.model);
      expect(first!.record.propensity).toBeCloseTo(0.5);
      models.add(first!.model!);
    }
    expect(models).toEqual(new Set(['small', 'large']));
  });

  it('decides again from a record as it did', async () => {
    const limited = { name: 'budget', allow: 'model.baa || live.remainingUsd > 5.0' };
    await written(scores({ constraints: [limited], sessions: 'stay' }), linearSpec);
    opened = await open(folder, { embed, keepRequests: true });
    const moments = [
      { remainingUsd: 10 },
      { remainingUsd: 1 },
      { remainingUsd: 10, models: { large: { healthy: false } } },
      { remainingUsd: 10, served: { model: 'small', cachedInputTokens: 100 } },
    ];
    for (const live of moments) {
      const { record } = await opened.route(ask('again'), live, { id: 'same' });
      const { messages, metadata } = record.request!;
      const again = await opened.route({ messages, metadata }, record.live, { id: record.id });
      expect(again.record).toEqual(record);
    }
  });

  it('takes an overdrawn budget for an empty one, and says what else cannot be', async () => {
    await written(scores(), linearSpec);
    opened = await open(folder, { embed });
    expect((await opened.route(ask('x'), { remainingUsd: -1 })).refused).toContain('budget');
    await expect(opened.route(ask('x'), { models: { small: { latencyMs: -1 } } })).rejects.toThrow(
      'live.models.small.latencyMs',
    );
    await expect(opened.route({ messages: [], metadata: {} })).rejects.toThrow('request.messages');
    await expect(opened.route({ messages: ask('x').messages } as never)).rejects.toThrow('request.metadata');
  });
});

describe('what a policy needs', () => {
  it('is an embedder: none, another one, or one without rates is refused at opening', async () => {
    await written(scores(), linearSpec);
    await expect(open(folder)).rejects.toMatchObject({ message: expect.stringContaining('needs the embedder tiny') });
    await expect(open(folder, { embed: { ...embed, fingerprint: '0'.repeat(64) } })).rejects.toThrow(
      'was made with the embedder tiny (ffffffffffff…), not with 000000000000…',
    );
    const { rates: _, ...unbilled } = embed;
    await expect(open(folder, { embed: unbilled })).rejects.toThrow('rates are missing');
  });

  it('is vectors of its dimensions and of length 1', async () => {
    await written(scores(), linearSpec);
    const giving = async (vector: number[]) => {
      const runtime = await open(folder, { embed: { ...embed, embed: async (texts) => texts.map(() => vector) } });
      return runtime.route(ask('x'));
    };
    await expect(giving([1, 0, 0])).rejects.toThrow('has 2 dimensions; vector 1 has 3');
    await expect(giving([1, 1])).rejects.toThrow('policies want length 1');
    await expect(giving([Number.NaN, 1])).rejects.toThrow('policies want length 1');
  });

  it('is a completer where its router asks a model', async () => {
    const model = { id: 'reader', provider: 'near', maxTokens: 5 };
    const classes = [
      { name: 'a', use: ['small'] },
      { name: 'b', use: ['large'] },
    ];
    const params = { model, price: draft().pool[0]!.price, classes, otherwise: 0 };
    await written(draft(), { ...rulesSpec, kind: 'classifier', params });
    await expect(open(folder)).rejects.toThrow('asks a model, and nothing can answer');
  });
});

describe('a policy folder that changes', () => {
  it('is loaded when another one is renamed into place, and not before', async () => {
    await written(draft(), rulesSpec, join(parent, 'one'));
    await symlink(join(parent, 'one'), folder);
    const told = reloads();
    opened = await open(folder, { watch: { everyMs: 15 }, onReload: told.push });
    const before = opened.fingerprint;
    const { fingerprint } = await written(draft({ salt: 'other' }), rulesSpec, join(parent, 'two'));
    await symlink(join(parent, 'two'), join(parent, 'next'));
    await rename(join(parent, 'next'), folder);
    expect(await told.next()).toEqual({ ok: true, changed: true, fingerprint });
    expect(opened.fingerprint).toBe(fingerprint);
    expect(fingerprint).not.toBe(before);
    expect(told.all).toHaveLength(1);
  });

  it('finishes what it began under the policy that it began with', async () => {
    const { fingerprint: before } = await written(scores(), linearSpec);
    let letGo = () => {};
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    const slow = { ...embed, embed: async (texts: readonly string[]) => held.then(() => embed.embed(texts)) };
    opened = await open(folder, { embed: slow });
    const routing = opened.route(ask('in flight'));
    await written(scores({ operatingPoint: { mix: [{ tradeoff: 0, share: 1 }] } }), linearSpec);
    expect(await opened.reload()).toMatchObject({ ok: true, changed: true });
    letGo();
    expect((await routing).record).toMatchObject({ policy: before, model: 'large' });
    expect(await opened.route(ask('after'))).toMatchObject({ model: 'small', record: { policy: opened.fingerprint } });
  });

  it('is refused where it does not hold: the old policy stays, and whoever watches is told why', async () => {
    await written(scores(), linearSpec);
    const good = join(parent, 'good');
    await cp(folder, good, { recursive: true });
    const told = reloads();
    const watched = await open(folder, { embed, watch: { everyMs: 15 }, onReload: told.push });
    opened = watched;
    const json = join(folder, 'policy.json');
    const text = await readFile(json, 'utf8');
    const damages: [string, () => Promise<unknown>][] = [
      ['version 99', () => writeFile(json, text.replace(/"version": \d+/, '"version": 99'))],
      ['is not JSON', () => writeFile(json, text.slice(0, text.length / 2))],
      ['was altered', () => writeFile(join(folder, 'quality-intercepts.bin'), new Uint8Array(16))],
      ['cannot be read', () => rm(join(folder, 'tokens-range.bin'))],
      ['was made with the embedder', () => writeFile(json, text.replace(embedder.fingerprint, 'e'.repeat(64)))],
      ['cannot be read', () => rm(folder, { recursive: true })],
    ];
    for (const [why, damage] of damages) {
      await damage();
      const reload = await told.next();
      expect(reload, why).toMatchObject({ ok: false });
      expect(String(!reload.ok && reload.error)).toContain(why);
      expect((await watched.route(ask('x'))).record.policy).toBe(watched.fingerprint);
      await rm(folder, { recursive: true, force: true });
      await cp(good, folder, { recursive: true });
      expect(await told.next()).toMatchObject({ ok: true, changed: false });
    }
  });

  it('is not left unwatched by who is told and throws', async () => {
    await written(draft(), rulesSpec);
    opened = await open(folder, {
      onReload: () => {
        throw new Error('a bug of the application');
      },
    });
    await written(draft({ salt: 'other' }), rulesSpec);
    expect(await opened.reload()).toMatchObject({ ok: true, changed: true });
  });
});

async function written(policy: PolicyDraft, spec: RouterSpec, to = folder) {
  await mkdir(to, { recursive: true });
  await writePolicy(to, policy, spec);
  const bytes = await readFile(join(to, 'policy.json'));
  return { fingerprint: createHash('sha256').update(bytes).digest('hex') };
}

/** Reloads in the order in which they were told of. */
function reloads() {
  const all: Reload[] = [];
  const waiting: ((reload: Reload) => void)[] = [];
  let read = 0;
  return {
    all,
    push(reload: Reload) {
      all.push(reload);
      if (waiting.length > 0) waiting.shift()!(all[read++]!);
    },
    next(): Promise<Reload> {
      if (read < all.length) return Promise.resolve(all[read++]!);
      return new Promise((resolve) => waiting.push(resolve));
    },
  };
}
