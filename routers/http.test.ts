import { describe, expect, it } from 'vitest';
import { allowAll } from '../harness/model.ts';
import type { Completion, Tools } from '../harness/tools.ts';
import { assess, describeRouter } from './contract.ts';
import { contractTable, contractTools, GATEWAY } from './fixtures.contract.ts';
import { type HttpOptions, http, httpKind } from './http.ts';

const OPTIONS: HttpOptions = {
  provider: 'anywhere',
  model: GATEWAY,
  price: { input: 1, output: 4, perRequest: 0.001 },
  aliases: { 'the-middle': 'medium' },
};

describeRouter('http', () => http({ ...OPTIONS, aliases: {} }), { kind: httpKind, asksModels: true });

describe('http', () => {
  const train = contractTable(60, 1);
  const prompt = (content: string) => ({ messages: [{ role: 'user' as const, content }], metadata: {} });

  it('takes the served model for the decision: by alias, behind a path, and with a date', async () => {
    const router = await http(OPTIONS).fit(train, contractTools());
    const assessments = await assess(router, ['apples total', 'array bug', 'rose moon'].map(prompt));
    expect(assessments.map((each) => each.kind === 'ranking' && each.models[0])).toEqual([1, 2, 0]);
    expect(assessments[1]!.why()).toEqual(['auto decided for vendor/large']);
  });

  it('bills latency and price of the service, and keeps the tokens so that it can be priced again', async () => {
    const [assessment] = await assess(await http(OPTIONS).fit(train, contractTools()), [prompt('rose moon')]);
    expect(assessment!.bill).toMatchObject({
      usd: 0.001 + (100 * 1 + 5 * 4) / 1e6,
      latencyMs: 300,
      calls: 1,
      asked: [{ model: GATEWAY, inputTokens: 100, cachedInputTokens: 0, outputTokens: 5 }],
    });
  });

  it('sends what it does not decide to the model named for it, else to the best on train, and counts it', async () => {
    for (const [otherwise, model] of [
      [undefined, 2],
      ['small', 0],
    ] as const) {
      const router = await http({ ...OPTIONS, otherwise }).fit(train, contractTools());
      const [assessment] = await assess(router, [prompt('xyzzy')]);
      expect(assessment).toMatchObject({ kind: 'ranking' });
      expect(assessment!.kind === 'ranking' && assessment!.models[0]).toBe(model);
      expect(assessment!.why()[0]).toMatch(/^auto named unheard-of, which the pool lacks: (large|small)$/);
      expect(router.notes[0]).toMatch(/^decisions on 60 training prompts: .*failed \(500\) \d/);
      expect(router.notes[1]).toMatch(/name no model of the pool: such requests go to (large|small)$/);
    }
  });

  it('asks for one token, with the messages as they were recorded, history included', () => {
    const messages = [
      { role: 'system' as const, content: 'Be brief.' },
      { role: 'user' as const, content: 'Hi' },
      { role: 'assistant' as const, content: 'Hello.' },
      { role: 'user' as const, content: 'And now?' },
    ];
    const ask = (options: HttpOptions) => http(options).asks!({ messages, metadata: {} })[0]!.question;
    expect(ask(OPTIONS)).toMatchObject({
      provider: 'anywhere',
      model: 'auto',
      messages,
      parameters: { max_tokens: 1 },
    });
    const more = { ...OPTIONS, maxTokens: 16, maxTokensAs: 'max_completion_tokens' as const, parameters: { seed: 1 } };
    expect(ask(more).parameters).toEqual({ seed: 1, max_completion_tokens: 16 });
  });

  it('is not asked where anything is forbidden: constraints say nothing of a service', async () => {
    const asked: string[] = [];
    const router = await http(OPTIONS).fit(train, contractTools());
    const masks = [Uint8Array.of(1, 1, 0), allowAll(3)];
    const assessments = await router.assess([prompt('rose'), prompt('moon')], masks, contractTools([], asked));
    expect(asked).toEqual(['moon']);
    expect(assessments[0]!.bill.calls).toBe(0);
    expect(assessments[0]!.why()[0]).toMatch(/may not see the request/);
  });

  it('fails where it never names a model of the pool, and shows what it names', async () => {
    const tools = serving({ status: 'ok', servedModel: 'gpt-9' });
    await expect(http(OPTIONS).fit(train, tools)).rejects.toThrow(
      /^auto names no model of the pool for any training prompt: named gpt-9, which the pool lacks 60$/,
    );
    await expect(http(OPTIONS).fit(train, serving({ status: 'empty', servedModel: null }))).rejects.toThrow(
      /named no model 60/,
    );
  });

  it('refuses an alias or a default outside the pool, and a price left out', async () => {
    const fitted = (options: Partial<HttpOptions>) => http({ ...OPTIONS, ...options }).fit(train, contractTools());
    await expect(fitted({ aliases: { x: 'tiny' } })).rejects.toThrow(
      /the alias "x" stands for "tiny", which the pool lacks/,
    );
    await expect(fitted({ otherwise: 'tiny' })).rejects.toThrow(/otherwise: the pool has no model "tiny"/);
    expect(() => http({ provider: 'x', model: 'auto' } as never)).toThrow(/http: price/);
  });

  it('says that it cannot ship', () => {
    expect(http(OPTIONS)).toMatchObject({ name: 'auto', learned: false });
    expect(http(OPTIONS).notDeployable).toMatch(/service of its own/);
  });
});

function serving(answer: Pick<Completion, 'status' | 'servedModel'>): Tools {
  const rest = { text: '', errorCode: null, inputTokens: 1, cachedInputTokens: null, outputTokens: 1, latencyMs: 1 };
  return { ...contractTools(), completer: { complete: async (tasks) => tasks.map(() => ({ ...answer, ...rest })) } };
}
