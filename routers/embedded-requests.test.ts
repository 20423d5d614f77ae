import { describe, expect, it } from 'vitest';
import { BenchError } from '../harness/bench-error.ts';
import { assess } from './contract.ts';
import { contractTable, contractTools, hashingEmbedder } from './fixtures.contract.ts';
import { fixed, roundRobin } from './index.ts';
import { knn, knnKind } from './knn.ts';
import { linear } from './linear.ts';

const train = contractTable(40, 1);
const requests = train.examples.slice(0, 3).map((example) => example.request);
const masks = requests.map(() => new Uint8Array(3).fill(1));

describe('routers that embed', () => {
  it('refuse an embedder that is not the one they were fitted with, naming both', async () => {
    const router = await knn({ k: 5 }).fit(train, contractTools());
    const embedder = { ...hashingEmbedder(), fingerprint: 'f00d' };
    const error = await router.assess(requests, masks, { ...contractTools(), embedder }).catch((reason) => reason);
    expect(error).toBeInstanceOf(BenchError);
    expect(error.message).toContain('f00d');
    expect(error.message).toContain(hashingEmbedder().fingerprint);
  });

  it('say so when there is none', async () => {
    const { countTokens, seed } = contractTools();
    await expect(linear().fit(train, { countTokens, seed })).rejects.toThrow('linear needs an embedder');
  });

  it('refuse attachments that were cut', async () => {
    const { spec } = await knn({ k: 5 }).fit(train, contractTools());
    const { quality, ...rest } = spec.attachments;
    expect(() => knnKind.restore({ ...spec, attachments: rest })).toThrow('knn: the attachment "quality" is missing');
    const cut = { data: quality!.data.slice(1), shape: [quality!.data.length - 1] };
    expect(() => knnKind.restore({ ...spec, attachments: { ...rest, quality: cut } })).toThrow(/is of shape/);
  });

  it('refuse options that do not exist or have no sense', () => {
    expect(() => knn({ K: 40 } as never)).toThrow('knn: Unrecognized key: "K"');
    expect(() => knn({ k: 0 })).toThrow(BenchError);
    expect(() => linear({ alpha: 0 })).toThrow(/alpha/);
  });
});

describe('knn', () => {
  it('explains itself neighbour by neighbour, with excerpts only when asked to keep them', async () => {
    const [plain] = await assess(await knn({ k: 2 }).fit(train, contractTools()), requests);
    expect(plain!.why()[0]).toMatch(/^neighbour 1-\d+, similarity 1\.000: small [01], medium [01], large [01]$/);
    const [quoting] = await assess(await knn({ k: 2, keepExcerpts: true }).fit(train, contractTools()), requests);
    expect(quoting!.why()[0]).toMatch(/^neighbour 1-\d+ "[a-z ]+\?", similarity 1\.000/);
  });

  it('says what cross-validation chose, and nothing where nothing was left to choose', async () => {
    expect((await knn().fit(train, contractTools())).notes[0]).toMatch(/cross-validation chose k \d+/);
    expect((await knn({ k: 5, shrinkage: 1, weights: 'uniform' }).fit(train, contractTools())).notes).toEqual([]);
  });

  it('shrinks to the means of a metadata value', async () => {
    const router = knn({ k: 1, shrinkage: 1e9, weights: 'uniform', shrinkTo: { metadata: 'tier' } });
    const [a, b] = await assess(await router.fit(train, contractTools()), requests);
    const small = [a!, b!].map((each) => each.kind === 'scores' && each.quality[0]);
    expect(small[0]).not.toBe(small[1]);
  });
});

describe('routers that send to fixed models', () => {
  it('name the pool when it lacks the model', async () => {
    await expect(fixed({ model: 'huge' }).fit(train, contractTools())).rejects.toThrow('the pool has no model "huge"');
    await expect(roundRobin({ models: ['huge'] }).fit(train, contractTools())).rejects.toThrow(BenchError);
  });

  it('share the traffic about equally, and keep a session together', async () => {
    const many = contractTable(600, 3).examples.map(({ request: { session: _, ...request } }) => request);
    const router = await roundRobin().fit(train, contractTools());
    const first = (await assess(router, many)).map((each) => (each.kind === 'ranking' ? each.models[0]! : -1));
    for (const model of [0, 1, 2]) expect(first.filter((each) => each === model).length).toBeGreaterThan(150);
    const session = { id: 's', turn: 0 };
    const kept = await assess(
      router,
      many.slice(0, 20).map((request) => ({ ...request, session })),
    );
    expect(new Set(kept.map((each) => each.kind === 'ranking' && each.models[0])).size).toBe(1);
  });
});
