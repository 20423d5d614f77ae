import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { circuitBreaker } from './circuit-breaker.ts';
import { type FailoverInput, failoverSchema } from './failover-schema.ts';
import { type AttemptResult, type Send, type ServeOptions, serve } from './serve.ts';

/** What a provider does, attempt by attempt: an error or an answer, and how long that takes. */
type Script = Readonly<Record<string, readonly { error?: string; ms: number; retryAfterMs?: number }[]>>;

/** Serves one request in virtual time; `asked` is who was asked when. */
async function play(
  script: Script,
  input: FailoverInput & { allow?: (model: string, at: number) => true | string; cooling?: string[] } = {},
) {
  const { allow = () => true as const, cooling = [], ...fields } = input;
  const failover = failoverSchema.parse(fields);
  let now = 0;
  const asked: { model: string; at: number }[] = [];
  const breaker = circuitBreaker(failover.coolDown);
  for (const model of cooling) for (let i = 0; i < failover.coolDown.failures; i++) breaker.failed(model, 0);
  const times = new Map<string, number>();
  const send: Send<string> = async (model, { timeoutMs }) => {
    asked.push({ model, at: now });
    const nth = times.get(model) ?? 0;
    times.set(model, nth + 1);
    const step = script[model]![Math.min(nth, script[model]!.length - 1)]!;
    const latencyMs = Math.min(step.ms, timeoutMs);
    now += latencyMs;
    if (step.ms > timeoutMs) return { errorType: 'timeout', latencyMs };
    const { error, retryAfterMs } = step;
    if (error === undefined) return { latencyMs, costUsd: 1, value: `${model} says` };
    return { errorType: error, latencyMs, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
  };
  const options: ServeOptions = {
    order: Object.keys(script),
    failover,
    breaker,
    clock: {
      now: () => now,
      wait: async (ms) => {
        now += ms;
      },
    },
    mayAsk: (model) => allow(model, now),
  };
  return { ...(await serve(send, options)), asked, breaker, now };
}

const tried = ({ attempts }: { attempts: readonly { model: string; 'error.type'?: string | undefined }[] }) =>
  attempts.map((attempt) => `${attempt.model} ${attempt['error.type'] ?? 'ok'}`);

describe('serving a request', () => {
  it('takes the answer of the first model, and asks nobody else', async () => {
    const served = await play({ a: [{ ms: 10 }], b: [{ ms: 10 }] });
    expect(served).toMatchObject({ model: 'a', value: 'a says', latencyMs: 10, costUsd: 1, skipped: [] });
    expect(served).not.toHaveProperty('errorType');
  });

  it('retries what may pass with a delay that doubles, then goes to the next model', async () => {
    const served = await play({ a: [{ error: '503', ms: 10 }], b: [{ ms: 5 }] }, { retries: 2, retryDelayMs: 100 });
    expect(tried(served)).toEqual(['a 503', 'a 503', 'a 503', 'b ok']);
    expect(served.asked.map(({ at }) => at)).toEqual([0, 110, 320, 330]);
    expect(served).toMatchObject({ model: 'b', latencyMs: 335 });
  });

  it('does not repeat a failure that will not pass, and gives what is no failure back at once', async () => {
    const gone = await play({ a: [{ error: '404', ms: 1 }], b: [{ ms: 1 }] }, { failureStatuses: [404] });
    expect(tried(gone)).toEqual(['a 404', 'b ok']);
    const wrong = await play({ a: [{ error: '400', ms: 1 }], b: [{ ms: 1 }] });
    expect(wrong).toMatchObject({ model: 'a', errorType: '400', attempts: [{ model: 'a', 'error.type': '400' }] });
  });

  it('waits as long as a rate limit asks, where the total time-out leaves that long', async () => {
    const limited = { a: [{ error: '429', ms: 0, retryAfterMs: 900 }, { ms: 10 }], b: [{ ms: 1 }] };
    expect(await play(limited)).toMatchObject({ model: 'a', latencyMs: 910 });
    expect(await play(limited, { totalTimeoutMs: 800 })).toMatchObject({ model: 'b', latencyMs: 1 });
    // Who switches after 500 ms does not wait 900 ms to ask again, unless there is nobody else.
    expect(await play(limited, { switchAfterMs: 500 })).toMatchObject({ model: 'b', latencyMs: 1 });
    expect(await play({ a: limited.a }, { switchAfterMs: 500 })).toMatchObject({ model: 'a', latencyMs: 910 });
  });

  it('gives up on a slow model only where another may be asked', async () => {
    const slow = { a: [{ ms: 3000 }], b: [{ ms: 4000 }] };
    const served = await play(slow, { switchAfterMs: 1000 });
    expect(tried(served)).toEqual(['a slow', 'b ok']);
    expect(served.latencyMs).toBe(5000);
    const alone = await play(slow, { switchAfterMs: 1000, allow: (model) => model === 'a' || 'no' });
    expect(tried(alone)).toEqual(['a ok']);
  });

  it('ends with the total time-out', async () => {
    const served = await play({ a: [{ ms: 1e9 }], b: [{ ms: 1e9 }], c: [{ ms: 1 }] }, { totalTimeoutMs: 90_000 });
    expect(tried(served)).toEqual(['a timeout', 'b timeout']);
    expect(served).toMatchObject({ errorType: 'timeout', latencyMs: 90_000 });
    expect(served.skipped).toEqual([{ model: 'c', why: 'the total time-out is over' }]);
  });

  it('repeats what timed out only where nobody else may be asked', async () => {
    const served = await play({ a: [{ ms: 1e9 }, { ms: 1 }], b: [{ ms: 1 }] });
    expect(tried(served)).toEqual(['a timeout', 'b ok']);
    expect(tried(await play({ a: [{ ms: 1e9 }, { ms: 1 }] }))).toEqual(['a timeout', 'a ok']);
  });

  it('passes over a model that cools down, and tries it when nobody else answers', async () => {
    const passed = await play({ a: [{ ms: 1 }], b: [{ ms: 1 }] }, { cooling: ['a'] });
    expect(passed).toMatchObject({ model: 'b', skipped: [{ model: 'a', why: 'it cools down after failures' }] });
    const last = await play({ a: [{ ms: 1 }], b: [{ error: '500', ms: 1 }] }, { cooling: ['a'], retries: 0 });
    expect(tried(last)).toEqual(['b 500', 'a ok']);
    expect(last.skipped).toEqual([]);
    expect(tried(await play({ a: [{ ms: 1 }], b: [{ ms: 1 }] }, { cooling: ['a', 'b'] }))).toEqual(['a ok']);
  });

  it('says that and why nobody may be asked', async () => {
    const served = await play({ a: [{ ms: 1 }], b: [{ ms: 1 }] }, { allow: (model) => `not ${model}` });
    expect(served).toMatchObject({
      attempts: [],
      refused: 'no model may be asked: a (not a), b (not b)',
      latencyMs: 0,
    });
    expect(served.model).toBeUndefined();
    expect(await play({})).toMatchObject({ refused: 'there is no model to ask' });
  });

  it('asks for leave before every attempt, also before a retry', async () => {
    const allow = (model: string, at: number) => (model === 'a' && at > 0 ? 'the budget is spent' : true);
    const served = await play({ a: [{ error: '500', ms: 1 }], b: [{ ms: 1 }] }, { allow });
    expect(tried(served)).toEqual(['a 500', 'b ok']);
    expect(served.skipped).toEqual([{ model: 'a', why: 'the budget is spent' }]);
  });

  it('leaves a model at the failure that makes it cool down', async () => {
    const served = await play(
      { a: [{ error: '500', ms: 1 }], b: [{ ms: 1 }] },
      { retries: 5, retryDelayMs: 0, coolDown: { failures: 2 } },
    );
    expect(tried(served)).toEqual(['a 500', 'a 500', 'b ok']);
    expect(served.breaker.state('a', served.now)).toBe('open');
  });

  it('knows no cost where an answer has none', async () => {
    const send = async (model: string): Promise<AttemptResult<string>> =>
      model === 'a' ? { errorType: '500', latencyMs: 1, costUsd: 2 } : { latencyMs: 1, value: 'b' };
    const failover = failoverSchema.parse({ retries: 0 });
    const options = {
      failover,
      breaker: circuitBreaker(failover.coolDown),
      clock: { now: () => 0, wait: async () => {} },
      mayAsk: () => true as const,
    };
    expect(await serve(send, { ...options, order: ['a', 'b'] })).not.toHaveProperty('costUsd');
    expect(await serve(send, { ...options, order: ['a'] })).toMatchObject({ costUsd: 2, errorType: '500' });
  });

  it('never asks who may not be asked, never takes longer than the total, and ends', async () => {
    const models = ['a', 'b', 'c', 'd'];
    const step = fc.record(
      {
        error: fc.constantFrom('400', '429', '500', '503', 'timeout', 'network', 'odd'),
        ms: fc.nat(5000),
        retryAfterMs: fc.nat(5000),
      },
      { requiredKeys: ['ms'] },
    );
    const steps = fc.array(step, { minLength: 1, maxLength: 4 });
    const input = fc.record(
      {
        retries: fc.nat(4),
        retryDelayMs: fc.nat(800),
        attemptTimeoutMs: fc.integer({ min: 1, max: 4000 }),
        totalTimeoutMs: fc.integer({ min: 1, max: 9000 }),
        switchAfterMs: fc.integer({ min: 1, max: 4000 }),
        coolDown: fc.record({ failures: fc.integer({ min: 1, max: 3 }), forMs: fc.integer({ min: 1, max: 3000 }) }),
        cooling: fc.subarray(models),
      },
      { requiredKeys: ['retries', 'totalTimeoutMs'] },
    );
    // Leave changes with time: a model is denied in every other window.
    const denied = fc.array(fc.nat(3000), { minLength: 4, maxLength: 4 });
    const property = fc.asyncProperty(
      fc.tuple(steps, steps, steps, steps),
      input,
      denied,
      async (all, fields, windows) => {
        const allow = (model: string, at: number) => {
          const window = windows[models.indexOf(model)]!;
          return window === 0 || Math.floor(at / window) % 2 === 0 || 'denied';
        };
        const script = Object.fromEntries(models.map((model, i) => [model, all[i]!]));
        const served = await play(script as Script, { ...fields, allow });
        expect(served.asked.filter(({ model, at }) => allow(model, at) !== true)).toEqual([]);
        expect(served.now).toBeLessThanOrEqual(fields.totalTimeoutMs);
        for (const id of models) {
          expect(served.asked.filter(({ model }) => model === id).length).toBeLessThanOrEqual(fields.retries + 1);
        }
        expect(served.attempts.length === 0).toBe(served.refused !== undefined);
        expect(served.value === undefined).toBe(served.refused !== undefined || served.errorType !== undefined);
      },
    );
    await fc.assert(property, { numRuns: 300 });
  });
});
