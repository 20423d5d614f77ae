import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { askProvider, type ProviderConnection } from '../../harness/record/provider/ask-provider.ts';
import type { Message } from '../../harness/request.ts';
import { temporaryFolder } from '../temporary-folder.fixture.ts';
import { type SimulatedProvider, type SimulatedProviderOptions, simulatedProvider } from './simulated-provider.ts';
import { writeTinyDataset } from './tiny-dataset.fixture.ts';

const PROMPT: readonly Message[] = [{ role: 'user', content: 'Is it?' }];

describe.each([false, true])('the simulated provider as a recorder asks it, streaming: %s', (stream) => {
  const folder = temporaryFolder();
  beforeAll(() => writeTinyDataset(folder()));
  let provider: SimulatedProvider;
  afterEach(() => provider.close());

  async function asker(options: SimulatedProviderOptions = {}, more: Partial<ProviderConnection> = {}) {
    provider = await simulatedProvider({ dataset: folder(), ...options });
    const connection = { baseUrl: provider.url, apiKey: undefined, timeoutSeconds: 5, extraBody: {} };
    const ask = askProvider({ ...connection, stream, simulated: true, ...more });
    return async (parameters = {}, messages = PROMPT) => {
      const question = { provider: 'p', model: 'a', messages, parameters, repetition: 0 };
      const result = await ask(question);
      return 'answer' in result ? result.answer : result.failure;
    };
  }

  it('gives the recorded answer with tokens and the latency that is simulated, at once', async () => {
    const ask = await asker();
    expect(await ask()).toEqual({
      servedModel: 'a',
      status: 'ok',
      text: 'Yes, it is what it is.',
      finishReason: 'stop',
      inputTokens: 3,
      cachedInputTokens: 0,
      outputTokens: 9,
      reasoningTokens: null,
      meanLogProbability: null,
      latencyMs: 2000,
      firstTokenMs: stream ? 600 : null,
    });
  });

  it('is timed by the clock where the config does not say that it is simulated', async () => {
    const ask = await asker({}, { simulated: false });
    expect(await ask()).toMatchObject({ text: 'Yes, it is what it is.', latencyMs: expect.any(Number) });
    expect(((await ask()) as { latencyMs: number }).latencyMs).toBeLessThan(1900);
  });

  it('cuts at the most tokens, and gives log-probabilities where they are asked for', async () => {
    const ask = await asker();
    expect(await ask({ max_tokens: 3, logprobs: true })).toMatchObject({
      status: 'truncated',
      text: 'Yes, it',
      outputTokens: 3,
      meanLogProbability: expect.any(Number),
    });
  });

  it('reads a conversation with results of tools', async () => {
    const ask = await asker();
    const messages: Message[] = [...PROMPT, { role: 'tool', content: 'It is.' }, { role: 'user', content: 'So?' }];
    expect(await ask({ tools: [] }, messages)).toMatchObject({ status: 'ok', text: expect.stringMatching(/\d\.$/) });
  });

  it.each([
    ['cut', { rateCut: 1 }, { code: 'connection', kind: 'retry', maybePaid: true }],
    ['malformed', { rateMalformed: 1 }, { code: 'malformed-response', kind: 'retry', maybePaid: true }],
    ['hanging', { rateHang: 1 }, { code: 'timeout', kind: 'retry', maybePaid: true }],
    ['too many', { rate429: 1 }, { code: 'rate_limit_exceeded', kind: 'retry', maybePaid: false }],
    ['failing', { rate500: 1 }, { code: 'internal_error', kind: 'retry', maybePaid: true }],
  ])('gives no part of an answer that is %s', async (_what, faults, expected) => {
    const ask = await asker({ faults }, { timeoutSeconds: 'rateHang' in faults ? 0.2 : 5 });
    expect(await ask()).toMatchObject(expected);
    expect(provider.stats().answered).toBe(0);
  });

  it('gives a dripping answer whole, and that of another model under its name', async () => {
    const ask = await asker({ faults: { rateSlow: 1 }, slowMs: 100 });
    expect(await ask()).toMatchObject({ text: 'Yes, it is what it is.', latencyMs: 2000 });
    await provider.close();
    const askOther = await asker({ faults: { rateWrongModel: 1 } });
    expect(await askOther()).toMatchObject({ servedModel: 'b', text: 'No.' });
    expect(provider.stats().answered).toBe(1);
  });

  it('takes the time that is simulated, scaled, and a part of it before the first token', async () => {
    const ask = await asker({ latencyScale: 0.1 }, { simulated: false });
    const answer = await ask();
    expect(answer).toMatchObject({ status: 'ok' });
    const { latencyMs, firstTokenMs } = answer as { latencyMs: number; firstTokenMs: number | null };
    expect(latencyMs).toBeGreaterThanOrEqual(170);
    if (stream) expect(firstTokenMs).toBeLessThan(latencyMs - 80);
  });
});
