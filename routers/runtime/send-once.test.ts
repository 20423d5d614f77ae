import { describe, expect, it } from 'vitest';
import { sendOnce } from './send-once.ts';

describe('what an application throws', () => {
  const attempt = (thrown: unknown) =>
    sendOnce(
      () => Promise.reject(thrown),
      { messages: [], metadata: {} },
      [],
      () => 0,
      () => undefined,
    )('m', { timeoutMs: 1000 });
  const error = (fields: object) => Object.assign(new Error('sorry'), fields);

  it('is known by its status, with the wait that the provider asks for', async () => {
    const headers = new Headers({ 'retry-after': '2' });
    expect(await attempt(error({ status: 429, headers }))).toMatchObject({ errorType: '429', retryAfterMs: 2000 });
    expect(await attempt(error({ status: 500 }))).toEqual({ errorType: '500', latencyMs: 0 });
  });

  it('is a connection or a time-out by name or code, its cause included', async () => {
    expect(await attempt(error({ cause: { code: 'ECONNREFUSED' } }))).toMatchObject({ errorType: 'network' });
    expect(await attempt(new TypeError('fetch failed'))).toMatchObject({ errorType: 'network' });
    expect(await attempt(error({ name: 'APIConnectionTimeoutError' }))).toMatchObject({ errorType: 'timeout' });
    expect(await attempt(new DOMException('late', 'TimeoutError'))).toMatchObject({ errorType: 'timeout' });
  });

  it('is something else otherwise, whatever it is', async () => {
    for (const thrown of [new TypeError('x is not a function'), 'a word', null, undefined]) {
      expect(await attempt(thrown)).toMatchObject({ errorType: '_OTHER' });
    }
  });

  it('may be thrown at once', async () => {
    const once = sendOnce(
      () => {
        throw error({ status: 400 });
      },
      { messages: [], metadata: {} },
      [],
      () => 0,
      () => undefined,
    );
    expect(await once('m', { timeoutMs: 1000 })).toMatchObject({ errorType: '400' });
  });
});
