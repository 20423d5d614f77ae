import OpenAI from 'openai';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Message } from '../../harness/request.ts';
import { temporaryFolder } from '../temporary-folder.fixture.ts';
import { bundledRows, messagesOf } from './bundled-rows.fixture.ts';
import {
  type Fault,
  type FaultRates,
  questionKey,
  READERS,
  type SimulatedProvider,
  type SimulatedProviderOptions,
  simulatedProvider,
} from './simulated-provider.ts';
import { writeTinyDataset } from './tiny-dataset.fixture.ts';

const ARBITRARY = [{ role: 'user', content: 'What does nobody know?' }] as const;

describe('the answers of the simulated provider', () => {
  let provider: SimulatedProvider;
  let client: OpenAI;
  const examples = new Map(bundledRows('examples').map((row) => [row.id, row]));
  const outcomes = bundledRows('outcomes');

  beforeAll(async () => {
    provider = await simulatedProvider();
    client = new OpenAI({ baseURL: provider.url, apiKey: 'x', maxRetries: 0 });
  });
  afterAll(() => provider.close());

  const ask = (model: string, messages: readonly Message[], more: { max_tokens?: number } = {}) =>
    client.chat.completions.create({ model, messages: messages as never, ...more });

  it('lists the models of the dataset, and the readers beside them', async () => {
    const ids = (await client.models.list()).data.map(({ id }) => id);
    expect(provider.models).toEqual(['sim-nano', 'sim-small', 'sim-medium', 'sim-large', 'sim-frontier']);
    expect(provider.readers).toEqual(READERS);
    expect(ids).toEqual([...provider.models, 'sim-classifier', 'sim-judge', 'sim-auto']);
  });

  it.each([
    ['ok', 'stop'],
    ['refused', 'content_filter'],
    ['truncated', 'length'],
    ['empty', 'stop'],
  ])('gives recorded answers that are %s, with their tokens', async (status, finishReason) => {
    const recorded = outcomes.filter((row) => (row.status ?? 'ok') === status && row.model === 'sim-frontier');
    expect(recorded.length).toBeGreaterThan(10);
    for (const row of recorded.slice(0, 10)) {
      const { choices, model, usage } = await ask(row.model, messagesOf(examples.get(row.example)!));
      expect(choices[0]).toMatchObject({ message: { content: row.response }, finish_reason: finishReason });
      expect(model).toBe(row.model);
      expect(usage).toMatchObject({
        prompt_tokens: row.inputTokens,
        completion_tokens: row.outputTokens,
        prompt_tokens_details: { cached_tokens: row.cachedInputTokens ?? 0 },
      });
    }
  });

  it('makes up the same answer to the same unknown prompt, and one where a provider error was recorded', async () => {
    const first = await ask('sim-small', [...ARBITRARY]);
    expect(await ask('sim-small', [...ARBITRARY])).toEqual(first);
    expect(first.choices[0]!.message.content).toMatch(/\w+ \d+\.$/);
    expect(first.usage!.prompt_tokens).toBe(5);

    const failed = outcomes.find(({ status }) => status === 'error')!;
    const completion = await ask(failed.model, messagesOf(examples.get(failed.example)!));
    expect(completion.choices[0]!.message.content).toMatch(/\w+ \d+\.$/);
  });

  it('takes a text in parts for the same text', async () => {
    const parts = [{ role: 'user', content: [{ type: 'text', text: ARBITRARY[0].content }] }];
    expect(await ask('sim-small', parts as never)).toEqual(await ask('sim-small', [...ARBITRARY]));
  });

  it('cuts an answer at the most tokens asked for, and bills no more', async () => {
    const row = outcomes.find(({ response, status }) => status === undefined && String(response).length > 100)!;
    const { choices, usage } = await ask(row.model, messagesOf(examples.get(row.example)!), { max_tokens: 5 });
    expect(choices[0]!.finish_reason).toBe('length');
    expect(usage!.completion_tokens).toBe(5);
    expect(row.response).toContain(choices[0]!.message.content);
    expect(choices[0]!.message.content!.length).toBeLessThan(100);
  });

  it('refuses a prompt longer than the context of the model, and of this model only', async () => {
    const long = outcomes.find((row) => row.model === 'sim-small' && Number(row.inputTokens) > 2048)!;
    const messages = messagesOf(examples.get(long.example)!);
    await expect(ask('sim-nano', messages)).rejects.toMatchObject({ status: 400, code: 'context_length_exceeded' });
    expect((await ask('sim-small', messages)).usage!.prompt_tokens).toBe(long.inputTokens);
  });

  it('refuses a model that it has not', async () => {
    await expect(ask('__proto__', [...ARBITRARY])).rejects.toMatchObject({ status: 404, code: 'model_not_found' });
  });

  it.each<[string, string, RequestInit, number, string]>([
    ['what is no JSON', '/v1/chat/completions', post('{"model":'), 400, 'invalid_json'],
    ['a request without messages', '/v1/chat/completions', post('{"model":"sim-nano"}'), 400, 'invalid_request'],
    [
      'several choices',
      '/v1/chat/completions',
      post(JSON.stringify({ model: 'sim-nano', messages: ARBITRARY, n: 2 })),
      400,
      'invalid_request',
    ],
    ['a body over 4 MB', '/v1/chat/completions', post(' '.repeat(4 * 2 ** 20 + 1)), 413, 'request_too_large'],
    ['another method', '/v1/chat/completions', {}, 405, 'method_not_allowed'],
    ['another address', '/v1/embeddings', post('{}'), 404, 'unknown_url'],
  ])('refuses %s', async (_, path, init, status, code) => {
    const response = await fetch(new URL(path, provider.url), init);
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ error: { code, message: expect.any(String) } });
  });

  it('counts the answers to each question', async () => {
    const messages = [{ role: 'user' as const, content: 'How often was this asked?' }];
    const before = provider.stats();
    await Promise.all([ask('sim-large', messages), ask('sim-large', messages), ask('sim-nano', messages)]);
    const after = (await (await fetch(new URL('/stats', provider.url))).json()) as typeof before;
    expect(after).toEqual(provider.stats());
    expect(after.requests - before.requests).toBe(3);
    expect(after.answered - before.answered).toBe(3);
    expect(after.answeredByQuestion[questionKey('sim-large', messages)]).toBe(2);
    expect(after.answeredByQuestion[questionKey('sim-nano', messages)]).toBe(1);
  });

  it('survives a client that leaves in the middle of its request', async () => {
    const body = new ReadableStream({
      start: (controller) => {
        controller.enqueue(new TextEncoder().encode('{"model":'));
        setTimeout(() => controller.error(new Error('left')), 20);
      },
    });
    const init = { ...post(''), body, duplex: 'half' } as RequestInit;
    await expect(fetch(`${provider.url}/chat/completions`, init)).rejects.toThrow();
    expect((await ask('sim-small', [...ARBITRARY])).object).toBe('chat.completion');
  });
});

describe('the faults of the simulated provider', () => {
  const folder = temporaryFolder();
  beforeAll(() => writeTinyDataset(folder()));
  const started: SimulatedProvider[] = [];
  afterEach(async () => {
    for (const provider of started.splice(0)) await provider.close();
  });

  async function start(options: SimulatedProviderOptions) {
    const provider = await simulatedProvider({ dataset: folder(), ...options });
    started.push(provider);
    const ask = (signal?: AbortSignal) => {
      const body = JSON.stringify({ model: 'a', messages: ARBITRARY });
      return fetch(`${provider.url}/chat/completions`, { ...post(body), ...(signal === undefined ? {} : { signal }) });
    };
    return { provider, ask };
  }

  it('asks to wait at most a second after too many requests', async () => {
    const { ask } = await start({ faults: { rate429: 1 } });
    const response = await ask();
    expect(response.status).toBe(429);
    expect(['0', '1']).toContain(response.headers.get('retry-after'));
    expect(await response.json()).toMatchObject({ error: { type: 'rate_limit_error', code: 'rate_limit_exceeded' } });
  });

  it('fails', async () => {
    const { ask } = await start({ faults: { rate500: 1 } });
    const response = await ask();
    expect([response.status, await response.json()]).toMatchObject([500, { error: { type: 'server_error' } }]);
  });

  it('hangs until the client leaves or the server is closed', async () => {
    const { ask, provider } = await start({ faults: { rateHang: 1 } });
    await expect(ask(AbortSignal.timeout(100))).rejects.toThrow(/timeout/);
    const hanging = expect(ask()).rejects.toThrow();
    while (provider.stats().faults.hang < 2) await new Promise((resolve) => setTimeout(resolve, 5));
    await provider.close();
    await hanging;
  });

  it('cuts the connection after the headers', async () => {
    const { ask, provider } = await start({ faults: { rateCut: 1 } });
    const response = await ask();
    expect(response.status).toBe(200);
    await expect(response.text()).rejects.toThrow();
    expect(provider.stats()).toMatchObject({ requests: 1, answered: 0, faults: { cut: 1 } });
  });

  it('sends JSON that is broken', async () => {
    const { ask, provider } = await start({ faults: { rateMalformed: 1 } });
    const response = await ask();
    expect(response.status).toBe(200);
    await expect(response.json()).rejects.toThrow(SyntaxError);
    expect(provider.stats().answered).toBe(0);
  });

  it('answers with another model and says so', async () => {
    const { ask, provider } = await start({ faults: { rateWrongModel: 1 } });
    expect(await (await ask()).json()).toMatchObject({ model: 'b' });
    expect(provider.stats().answeredByQuestion).toEqual({ [questionKey('a', ARBITRARY)]: 1 });
  });

  it('drips a whole answer', async () => {
    const { ask, provider } = await start({ faults: { rateSlow: 1 }, slowMs: 200 });
    const before = performance.now();
    const response = await ask();
    const headersAfter = performance.now() - before;
    expect(await response.json()).toMatchObject({ model: 'a' });
    expect(performance.now() - before).toBeGreaterThanOrEqual(190);
    expect(headersAfter).toBeLessThan(190);
    expect(provider.stats().answered).toBe(1);
  });

  it('waits as long as recorded, scaled', async () => {
    const { ask } = await start({ latencyScale: 0.5 });
    const before = performance.now();
    await (await ask()).text();
    // Made-up answers take 200..1199 ms.
    expect(performance.now() - before).toBeGreaterThanOrEqual(99);
  });

  it('draws the same faults for the same seed, others for another, and anew for each request', async () => {
    const faults: FaultRates = { rate429: 0.2, rate500: 0.2, rateMalformed: 0.2 };
    const drawn = async (seed: number) => {
      const { ask } = await start({ seed, faults });
      const statuses: number[] = [];
      for (let i = 0; i < 60; i++) {
        const response = await ask();
        await response.text();
        statuses.push(response.status);
      }
      return statuses;
    };
    const first = await drawn(1);
    expect(await drawn(1)).toEqual(first);
    expect(await drawn(2)).not.toEqual(first);
    expect(new Set(first)).toEqual(new Set([200, 429, 500]));
  });

  it('has each fault about as often as asked for', async () => {
    const rate = 0.1;
    const { ask, provider } = await start({
      faults: { rate429: rate, rate500: rate, rateCut: rate, rateMalformed: rate, rateWrongModel: rate },
    });
    const tries = 300;
    for (let i = 0; i < tries; i += 50) {
      await Promise.all(Array.from({ length: 50 }, async () => (await ask()).text().catch(() => undefined)));
    }
    const { requests, answered, faults } = provider.stats();
    expect(requests).toBe(tries);
    expect(answered).toBe(tries - faults['429'] - faults['500'] - faults.cut - faults.malformed);
    const often: Fault[] = ['429', '500', 'cut', 'malformed', 'wrongModel'];
    // Five standard deviations of 300 draws at a tenth.
    for (const fault of often) expect(Math.abs(faults[fault] - tries * rate)).toBeLessThan(26);
    expect([faults.hang, faults.slow]).toEqual([0, 0]);
  });

  it('asks for a key where there is one', async () => {
    const { provider } = await start({ key: 'secret' });
    const models = (authorization?: string) =>
      fetch(`${provider.url}/models`, authorization === undefined ? {} : { headers: { authorization } });
    expect((await models()).status).toBe(401);
    expect((await models('Bearer other')).status).toBe(401);
    expect((await models('Bearer secret')).status).toBe(200);
  });

  it.each<[SimulatedProviderOptions, RegExp]>([
    [{ port: 70_000 }, /port is 70000; from 0 to 65535/],
    [{ port: 1.5 }, /port is 1\.5; a whole number/],
    [{ latencyScale: -1 }, /latencyScale is -1/],
    [{ faults: { rateHang: 1.5 } }, /rateHang is 1\.5; a share from 0 to 1/],
    [{ faults: { rateCut: Number.NaN } }, /rateCut is NaN/],
    [{ faults: { rate429: 0.6, rate500: 0.6 } }, /sum to 1\.2; at most 1/],
    [{ dataset: '/nowhere/at/all' }, /nowhere/],
  ])('refuses the options %j', async (options, message) => {
    await expect(start(options)).rejects.toThrow(message);
  });

  it('says so when the port is taken', async () => {
    const { provider } = await start({});
    await expect(start({ port: provider.port })).rejects.toThrow(
      /cannot listen on 127\.0\.0\.1, port \d+: .*EADDRINUSE/,
    );
  });
});

function post(body: string): RequestInit {
  return { method: 'POST', body, headers: { 'content-type': 'application/json' } };
}
