import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Message } from '../../request.ts';
import type { AskFailure } from './ask-failure.ts';
import { type Answer, askProvider, type ProviderConnection } from './ask-provider.ts';

const MESSAGES: readonly Message[] = [
  { role: 'system', content: 'Be brief.' },
  { role: 'user', content: 'What is 2 + 2?' },
  { role: 'assistant', content: '4' },
  { role: 'user', content: 'And 3 + 3?' },
];
const USAGE = {
  prompt_tokens: 30,
  completion_tokens: 12,
  prompt_tokens_details: { cached_tokens: 8 },
  completion_tokens_details: { reasoning_tokens: 5 },
};
const CALLS = [
  { id: 'call_1', type: 'function', function: { name: 'weather', arguments: '{"city":"Oslo"}' } },
  { id: 'call_2', type: 'function', function: { name: 'weather', arguments: '{"city":"Bergen"}' } },
];

type Handle = (response: ServerResponse) => void;

describe('a question to a provider', () => {
  let handle: Handle = () => {};
  let seen: { url: string | undefined; headers: IncomingMessage['headers']; body: Record<string, unknown> };
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (text: string) => {
      body += text;
    });
    request.once('end', () => {
      seen = { url: request.url, headers: request.headers, body: JSON.parse(body) };
      handle(response);
    });
  });
  let connection: ProviderConnection;
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
    connection = { baseUrl, apiKey: 'marked', timeoutSeconds: 5, extraBody: { user: 'me', temperature: 1 } };
  });
  afterAll(() => {
    server.close();
    server.closeAllConnections();
  });

  async function ask(
    reply: Handle,
    { messages = MESSAGES, parameters = {}, signal }: Asking = {},
    more: Partial<ProviderConnection> = {},
  ) {
    handle = reply;
    const question = { provider: 'p', model: 'm', messages, parameters, repetition: 0 };
    return askProvider({ ...connection, ...more })(question, signal);
  }
  async function answer(...args: Parameters<typeof ask>): Promise<Answer> {
    const result = await ask(...args);
    if ('failure' in result) throw new Error(`no answer: ${result.failure.code}`);
    return result.answer;
  }
  async function failure(...args: Parameters<typeof ask>): Promise<AskFailure> {
    const result = await ask(...args);
    if ('answer' in result) throw new Error(`an answer: ${result.answer.text}`);
    return result.failure;
  }

  describe.each([
    ['at once', { stream: false }, whole],
    ['in pieces', { stream: true }, inPieces],
  ] as const)('answered %s', (_how, mode, send) => {
    it('sends the conversation, and parameters, tools and formats as they are', async () => {
      const parameters = {
        temperature: 0.3,
        max_tokens: 50,
        seed: 7,
        response_format: { type: 'json_schema', json_schema: { name: 'x', schema: { type: 'object' } } },
        tools: [{ type: 'function', function: { name: 'weather', parameters: { type: 'object' } } }],
      };
      await answer(send({ content: '6' }), { parameters }, mode);
      const { stream, stream_options, ...sent } = seen.body;
      expect(sent).toEqual({ model: 'm', messages: MESSAGES, user: 'me', ...parameters });
      expect([stream, stream_options]).toEqual(mode.stream ? [true, { include_usage: true }] : [undefined, undefined]);
      expect(seen.headers.authorization).toBe('Bearer marked');
    });

    it('puts a query behind the address, and the key into another header, where a provider wants it so', async () => {
      const azure = { ...mode, query: { 'api-version': '2024-10-21' }, keyHeader: 'api-key' };
      await answer(send({ content: '6' }), {}, azure);
      expect(seen.url).toBe('/v1/chat/completions?api-version=2024-10-21');
      expect(seen.headers).toMatchObject({ 'api-key': 'marked' });
      expect(seen.headers.authorization).toBeUndefined();
    });

    it('gives text, tokens, the reason to stop and the model that answered', async () => {
      expect(await answer(send({ content: 'It is 6.' }), {}, mode)).toEqual({
        servedModel: 'm-2026',
        status: 'ok',
        text: 'It is 6.',
        finishReason: 'stop',
        inputTokens: 30,
        cachedInputTokens: 8,
        outputTokens: 12,
        reasoningTokens: 5,
        meanLogProbability: null,
        latencyMs: expect.any(Number),
        firstTokenMs: mode.stream ? expect.any(Number) : null,
      });
    });

    it.each([
      ['refused', { refusal: 'I would rather not.' }, 'stop', 'I would rather not.'],
      ['refused', { content: 'As for' }, 'content_filter', 'As for'],
      ['truncated', { content: 'It is' }, 'length', 'It is'],
      ['empty', { content: '' }, 'stop', ''],
      ['ok', { tool_calls: CALLS }, 'tool_calls', JSON.stringify(CALLS)],
    ])('calls an answer %s for %j and %s', async (status, message, finishReason, text) => {
      const given = await answer(send(message, { finishReason }), {}, mode);
      expect(given).toMatchObject({ status, finishReason, text });
    });

    it('averages log-probabilities, and believes none where one makes no sense', async () => {
      const mean = async (...logprobs: unknown[]) =>
        (await answer(send({ content: 'six' }, { logprobs: logprobs.map((logprob) => ({ logprob })) }), {}, mode))
          .meanLogProbability;
      expect(await mean(-0.5, 0, -1)).toBe(-0.5);
      expect(await mean(0, 1e-9)).toBe(0);
      expect(await mean()).toBeNull();
      expect(await mean(-0.5, 2)).toBeNull();
      expect(await mean(-0.5, 'likely')).toBeNull();
      expect(await mean(-0.5, null)).toBeNull();
    });

    it('averages the first 100,000 log-probabilities at most', async () => {
      const logprobs = Array.from({ length: 100_010 }, (_, i) => ({ logprob: i < 100_000 ? -1 : -1000 }));
      expect((await answer(send({ content: 'six' }, { logprobs }), {}, mode)).meanLogProbability).toBe(-1);
    });

    it('keeps an answer whose usage makes no sense, without tokens', async () => {
      const given = await answer(send({ content: '6' }, { usage: { prompt_tokens: -1 } }), {}, mode);
      expect(given).toMatchObject({ text: '6', inputTokens: null, outputTokens: null });
    });

    it.each<[string, Handle, Partial<AskFailure>]>([
      ['a wrong key', status(401, 'invalid_api_key'), { code: 'invalid_api_key', kind: 'provider', maybePaid: false }],
      ['an unknown model', status(404, 'model_not_found'), { code: 'model_not_found', kind: 'model' }],
      ['a long prompt', status(400, 'context_length_exceeded'), { code: 'context_length_exceeded', kind: 'question' }],
      ['haste', status(429, 'slow_down', { 'retry-after': '2' }), { kind: 'retry', retryAfterMs: 2000 }],
      ['no credit', status(429, 'insufficient_quota'), { kind: 'provider' }],
      ['a fault of the server', status(503, ''), { code: '503', kind: 'retry', maybePaid: true }],
      ['no completion', (response) => response.end('{"choices":[]}'), { kind: 'retry', maybePaid: true }],
      ['silence', () => {}, { code: 'timeout', kind: 'retry', maybePaid: true }],
    ])('sorts %s', async (_what, reply, expected) => {
      const isSilence = expected.code === 'timeout';
      expect(await failure(reply, {}, { ...mode, timeoutSeconds: isSilence ? 0.1 : 5 })).toMatchObject(expected);
    });

    it('says that it was interrupted, and that nobody listens', async () => {
      const signal = AbortSignal.timeout(50);
      expect(await failure(() => {}, { signal }, mode)).toMatchObject({ code: 'interrupted', maybePaid: true });
      expect(await failure(() => {}, {}, { ...mode, baseUrl: await addressOfNobody() })).toMatchObject({
        code: 'unreachable',
        maybePaid: false,
      });
    });

    it('takes the times of a simulated provider from its headers, and of no other', async () => {
      const headers = { 'openai-processing-ms': '4321', 'simulated-first-token-ms': '1234' };
      const reply = send({ content: '6' }, { headers });
      const declared = await answer(reply, {}, { ...mode, simulated: true });
      expect([declared.latencyMs, declared.firstTokenMs]).toEqual([4321, mode.stream ? 1234 : null]);
      expect((await answer(reply, {}, mode)).latencyMs).toBeLessThan(4000);
      const silent = await answer(send({ content: '6' }), {}, { ...mode, simulated: true });
      expect([silent.latencyMs, silent.firstTokenMs]).toEqual([0, null]);
    });
  });

  describe('answered in pieces', () => {
    const stream = { stream: true } as const;
    const half = events([chunk({ content: 'It is' })]);

    it('puts calls of tools together by their index, or by their ids where they have none', async () => {
      const pieces = [
        { index: 1, id: 'call_2', function: { name: 'weather', arguments: '{"city":' } },
        { index: 0, id: 'call_1', type: 'function', function: { name: 'weather', arguments: '{"city"' } },
        { index: 0, function: { arguments: ':"Oslo"}' } },
        { index: 1, function: { arguments: '"Bergen"}' } },
      ];
      const ended = chunk({}, { finish_reason: 'tool_calls' });
      const numbered = pieces.map((piece) => chunk({ tool_calls: [piece] }));
      expect((await answer(sendEvents([...numbered, ended]), {}, stream)).text).toBe(JSON.stringify(CALLS));
      const unnumbered = CALLS.map((call) => chunk({ tool_calls: [call] }));
      expect((await answer(sendEvents([...unnumbered, ended]), {}, stream)).text).toBe(JSON.stringify(CALLS));
    });

    it('knows when the first piece came', async () => {
      const { firstTokenMs, latencyMs } = await answer(
        (response) => {
          response.writeHead(200, EVENT_STREAM).write(events([chunk({ role: 'assistant', content: '' })]));
          setTimeout(() => response.write(half), 60);
          setTimeout(() => response.end(events([chunk({}, { finish_reason: 'stop' })])), 160);
        },
        {},
        stream,
      );
      expect(firstTokenMs).toBeGreaterThan(50);
      expect(latencyMs - firstTokenMs!).toBeGreaterThan(50);
    });

    it.each<[string, Handle, string]>([
      [
        'is cut',
        (response) => response.writeHead(200, EVENT_STREAM).write(half, () => response.destroy()),
        'connection',
      ],
      ['ends too early', (response) => response.writeHead(200, EVENT_STREAM).end(half), 'malformed-response'],
      ['says it is done too early', sendEvents([chunk({ content: 'It is' })]), 'malformed-response'],
      ['holds no JSON', sendRaw(`${half}data: {"choices":[{"del\n\n`), 'malformed-response'],
      ['holds no chunk', sendEvents([chunk({ content: 7 })]), 'malformed-response'],
      ['tells of an error', sendEvents([{ error: { code: 'server_overloaded', message: 'oh' } }]), 'server_overloaded'],
      ['stands still', (response) => response.writeHead(200, EVENT_STREAM).write(half), 'timeout'],
    ])('gives no part of an answer where the stream %s', async (_what, reply, code) => {
      const printed = vi.spyOn(console, 'error').mockImplementation(() => {});
      const timeoutSeconds = code === 'timeout' ? 0.2 : 5;
      const result = await failure(reply, {}, { ...stream, timeoutSeconds });
      expect(result).toMatchObject({ code, kind: 'retry', maybePaid: true });
      expect(printed).not.toHaveBeenCalled();
      printed.mockRestore();
    });

    it('gives no part of an answer where it is interrupted in the middle', async () => {
      const reply: Handle = (response) => response.writeHead(200, EVENT_STREAM).write(half);
      const signal = AbortSignal.timeout(100);
      expect(await failure(reply, { signal }, stream)).toMatchObject({ code: 'interrupted', maybePaid: true });
    });
  });
});

/** A port that was free just now. */
async function addressOfNobody(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${port}/v1`;
}

interface Asking {
  readonly messages?: readonly Message[];
  readonly parameters?: Readonly<Record<string, unknown>>;
  readonly signal?: AbortSignal;
}

interface Reply {
  readonly finishReason?: string;
  readonly logprobs?: readonly unknown[];
  readonly usage?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

interface Said {
  readonly content?: string;
  readonly refusal?: string;
  readonly tool_calls?: readonly object[];
}

function whole(message: Said, { finishReason = 'stop', logprobs, usage = USAGE, headers = {} }: Reply = {}): Handle {
  const choice = { index: 0, message, finish_reason: finishReason, logprobs: logprobs && { content: logprobs } };
  const body = JSON.stringify({ model: 'm-2026', choices: [choice], usage });
  return (response) => response.writeHead(200, { 'content-type': 'application/json', ...headers }).end(body);
}

function inPieces({ content = '', refusal, tool_calls }: Said, reply: Reply = {}): Handle {
  const { finishReason = 'stop', logprobs = [], usage = USAGE, headers = {} } = reply;
  const middle = Math.ceil(content.length / 2);
  const third = Math.ceil(logprobs.length / 3);
  return sendEvents(
    [
      chunk({ role: 'assistant', content: '' }),
      chunk({ content: content.slice(0, middle), refusal }, { logprobs: { content: logprobs.slice(0, third) } }),
      chunk({ content: content.slice(middle) }, { logprobs: { content: logprobs.slice(third) } }),
      chunk({ tool_calls: tool_calls?.map((call, index) => ({ index, ...call })) }, { finish_reason: finishReason }),
      { model: 'm-2026', choices: [], usage },
    ],
    headers,
  );
}

const EVENT_STREAM = { 'content-type': 'text/event-stream' };

function chunk(delta: object, more: object = {}): object {
  return { model: 'm-2026', choices: [{ index: 0, delta, finish_reason: null, ...more }] };
}

function sendEvents(chunks: readonly object[], headers: Readonly<Record<string, string>> = {}): Handle {
  return (response) =>
    response.writeHead(200, { ...EVENT_STREAM, ...headers }).end(`${events(chunks)}data: [DONE]\n\n`);
}

function sendRaw(text: string): Handle {
  return (response) => response.writeHead(200, EVENT_STREAM).end(text);
}

function events(chunks: readonly object[]): string {
  return chunks.map((each) => `data: ${JSON.stringify(each)}\n\n`).join('');
}

function status(code: number, error: string, headers: Readonly<Record<string, string>> = {}): Handle {
  const body = JSON.stringify({ error: { code: error || null, message: 'no' } });
  return (response) => response.writeHead(code, { 'content-type': 'application/json', ...headers }).end(body);
}
