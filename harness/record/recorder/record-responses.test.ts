import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ResponseCache } from '../cache/response-cache.ts';
import { sqliteLoads } from '../cache/sqlite-loads.fixture.ts';
import { openResponseCache } from '../cache/sqlite-response-cache.ts';
import { UNREACHABLE } from '../provider/ask-failure.ts';
import type { Answer, AskProvider, AskResult } from '../provider/ask-provider.ts';
import { recordResponses } from './record-responses.ts';
import { recordTask, worstCaseUsd } from './record-task.ts';
import type { ProviderWork, RecordOptions } from './recording.ts';

const PRICE = {
  usdPerRequest: 0.01,
  inputUsdPerMillionTokens: 1,
  outputUsdPerMillionTokens: 2,
  source: 'override',
} as const;

const ANSWER: Answer = {
  servedModel: 'm',
  status: 'ok',
  text: 'yes',
  finishReason: 'stop',
  inputTokens: 10,
  cachedInputTokens: 0,
  outputTokens: 1,
  reasoningTokens: null,
  latencyMs: 5,
  firstTokenMs: null,
  meanLogProbability: null,
};

function tasks(count: number, model = 'm') {
  return Array.from({ length: count }, (_, i) => {
    const messages = [{ role: 'user' as const, content: `question ${i}` }];
    return recordTask({ provider: 'p', model, messages, parameters: {}, repetition: 0 }, PRICE, 100);
  });
}

function failing(code: string, kind: 'retry' | 'question' | 'model' | 'provider', maybePaid = false): AskResult {
  return { failure: { code, kind, retryAfterMs: 0, maybePaid } };
}

describe.skipIf(!sqliteLoads())('recordResponses (skipped where better-sqlite3 is not installed)', () => {
  let folder: string;
  let cache: ResponseCache;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'recorder-'));
    cache = openResponseCache(join(folder, 'responses.sqlite'));
  });
  afterEach(() => {
    cache.close();
    rmSync(folder, { recursive: true });
  });

  const work = (ask: AskProvider, all = tasks(20), concurrency = 4): ProviderWork[] => [
    { provider: 'p', baseUrl: 'http://p', ask, tasks: all, concurrency },
  ];
  const options = (more: Partial<RecordOptions> = {}): RecordOptions => ({
    cache,
    owner: 'me',
    maxUsd: Number.POSITIVE_INFINITY,
    backoffMs: 1,
    ...more,
  });

  it('asks every question once, and none a second time', async () => {
    let asked = 0;
    const ask: AskProvider = async () => {
      asked++;
      return { answer: ANSWER };
    };
    expect(await recordResponses(work(ask), options())).toMatchObject({ answered: 20, cached: 0, stopped: 'done' });
    expect(await recordResponses(work(ask), options())).toMatchObject({ answered: 0, cached: 20 });
    expect(asked).toBe(20);
    expect(cache.stats()).toMatchObject({ answers: 20, errors: 0, openIntents: 0 });
  });

  it('asks a question that two examples share once', async () => {
    let asked = 0;
    const ask: AskProvider = async () => {
      asked++;
      await new Promise((resolve) => setTimeout(resolve, 20));
      return { answer: ANSWER };
    };
    const [task] = tasks(1);
    await recordResponses(work(ask, [task!, task!, task!]), options());
    expect(asked).toBe(1);
  });

  it('tries again what may pass, and records what does not pass as an error', async () => {
    const seen = new Map<string, number>();
    const ask: AskProvider = async ({ messages }) => {
      const text = messages[0]!.content;
      const times = (seen.get(text) ?? 0) + 1;
      seen.set(text, times);
      if (text === 'question 0') return failing('500', 'retry');
      if (text === 'question 1') return failing('context_length_exceeded', 'question');
      return times < 3 ? failing('429', 'retry') : { answer: ANSWER };
    };
    const first = await recordResponses(work(ask), options());
    expect(first.answered).toBe(18);
    expect(Object.fromEntries(first.failed)).toEqual({ 500: 1, context_length_exceeded: 1 });
    expect(seen.get('question 0')).toBe(6);
    expect(seen.get('question 1')).toBe(1);
    expect(await recordResponses(work(ask), options())).toMatchObject({ knownErrors: 2, cached: 18 });
    await recordResponses(work(ask), options({ retryErrors: true }));
    expect(seen.get('question 1')).toBe(2);
  });

  it('stops before the budget is exceeded, counting attempts that may have been billed', async () => {
    let paid = 0;
    const ask: AskProvider = async () => {
      paid++;
      return paid % 2 === 0 ? { answer: ANSWER } : failing('timeout', 'retry', true);
    };
    const all = tasks(200);
    const worst = Math.max(...all.map(worstCaseUsd));
    const maxUsd = 30 * worst;
    const summary = await recordResponses(work(ask, all, 8), options({ maxUsd }));
    expect(summary.stopped).toBe('budget');
    expect(summary.spentUsd).toBeLessThanOrEqual(maxUsd);
    expect(summary.spentUsd).toBeGreaterThan(maxUsd - 8 * worst);
    expect(summary.maybePaidUsd).toBeGreaterThan(0);
    expect(cache.stats()).toMatchObject({ answers: summary.answered, openIntents: 0 });
  });

  it('gives up on a model that its provider does not know, and goes on with the others', async () => {
    const asked = new Map<string, number>();
    const ask: AskProvider = async ({ model }) => {
      asked.set(model, (asked.get(model) ?? 0) + 1);
      return model === 'gone' ? failing('model_not_found', 'model') : { answer: ANSWER };
    };
    const summary = await recordResponses(work(ask, [...tasks(10, 'gone'), ...tasks(10)], 1), options());
    expect(summary).toMatchObject({ answered: 10, skipped: 10 });
    expect(asked.get('gone')).toBe(1);
    expect(summary.givenUp[0]).toContain('there is no model "gone"');
    expect(cache.stats()).toMatchObject({ errors: 0, openIntents: 0 });
  });

  it('gives up on a provider where nobody listens, or that refuses the key', async () => {
    const nobody = await recordResponses(
      work(async () => failing(UNREACHABLE, 'retry'), tasks(50), 1),
      options(),
    );
    expect(nobody).toMatchObject({ answered: 0, skipped: 50 });
    expect(nobody.givenUp).toEqual(['p: nobody answers at http://p']);
    const refused = await recordResponses(
      work(async () => failing('invalid_api_key', 'provider'), tasks(50), 1),
      options(),
    );
    expect(refused.givenUp).toHaveLength(1);
    expect(cache.stats()).toMatchObject({ answers: 0, errors: 0, openIntents: 0 });
  });

  it('finishes what is in flight when it is interrupted, and sends nothing more', async () => {
    const stop = new AbortController();
    let asked = 0;
    const ask: AskProvider = async () => {
      if (++asked === 8) stop.abort();
      await new Promise((resolve) => setTimeout(resolve, 5));
      return { answer: ANSWER };
    };
    const summary = await recordResponses(work(ask, tasks(100)), options({ signal: stop.signal }));
    expect(summary.stopped).toBe('interrupted');
    expect(summary.answered).toBe(asked);
    expect(asked).toBeLessThan(13);
  });

  it('sends nothing that a limit held back when it was interrupted', async () => {
    const stop = new AbortController();
    let asked = 0;
    const ask: AskProvider = async () => {
      asked++;
      stop.abort();
      return { answer: ANSWER };
    };
    const [one] = work(ask, tasks(20));
    const summary = await recordResponses([{ ...one!, requestsPerMinute: 600 }], options({ signal: stop.signal }));
    expect(asked).toBe(1);
    expect(summary).toMatchObject({ answered: 1, stopped: 'interrupted' });
    expect(cache.stats().openIntents).toBe(0);
  });

  it('asks no provider any more when the cache cannot be written, and tells why', async () => {
    let asked = 0;
    const ask: AskProvider = async () => {
      asked++;
      await new Promise((resolve) => setTimeout(resolve, 5));
      return { answer: ANSWER };
    };
    const full = {
      ...cache,
      commit: () => {
        throw new Error('disk full');
      },
    };
    const [one] = work(ask, tasks(100), 2);
    const [other] = work(ask, tasks(100, 'n'), 2);
    await expect(recordResponses([one!, { ...other!, provider: 'q' }], options({ cache: full }))).rejects.toThrow(
      'disk full',
    );
    expect(asked).toBeLessThanOrEqual(8);
    const before = asked;
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(asked).toBe(before);
    expect(cache.stats().openIntents).toBe(0);
  });

  it('leaves a question to another recorder that is at it, and takes its answer', async () => {
    const [task] = tasks(1);
    expect(cache.claim(task!.key, 'other', Date.now(), 60_000)).toBe(true);
    const ask: AskProvider = async () => {
      throw new Error('asked although another recorder is at it');
    };
    const recording = recordResponses(work(ask, [task!]), options());
    setTimeout(() => {
      const { question, key } = task!;
      const identity = { key, provider: 'p', model: question.model, repetition: 0, baseUrl: 'http://p' };
      cache.commit([{ ...identity, ...ANSWER, errorCode: null, costUsd: 0, askedAt: '2026-01-01T00:00:00.000Z' }]);
    }, 50);
    expect(await recording).toMatchObject({ answered: 0, cached: 1 });
  });

  it('counts an answer by another model than the one asked for', async () => {
    const summary = await recordResponses(
      work(async () => ({ answer: { ...ANSWER, servedModel: 'm-2026' } }), tasks(3)),
      options(),
    );
    expect(Object.fromEntries(summary.servedOtherwise)).toEqual({ 'm → m-2026': 3 });
  });
});
