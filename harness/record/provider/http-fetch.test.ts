import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { httpFetch } from './http-fetch.ts';

const routes: Record<string, (request: IncomingMessage, response: ServerResponse, body: string) => void> = {
  '/echo': (request, response, body) => {
    const { method, headers } = request;
    response.setHeader('x-request-id', 'r1').setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ method, authorization: headers.authorization, body }));
  },
  '/refused': (_, response) => response.writeHead(429, { 'retry-after': '7' }).end('{"error":"slow"}'),
  '/nothing': (_, response) => response.writeHead(204).end(),
  '/packed': (_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('unpacked')),
  '/spoilt': (_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end('not gzip'),
  '/large': (_, response) => response.end(Buffer.alloc(65 * 2 ** 20)),
  '/moved': (_, response) => response.writeHead(308, { location: '/echo' }).end(),
  '/cut': (_, response) => {
    response.writeHead(200, { 'content-length': 100 }).write('half', () => response.destroy());
  },
  '/stops': (_, response) => response.writeHead(200, { 'content-length': 100 }).write('half'),
  '/silent': () => {},
};

describe('a fetch for small answers', () => {
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (text: string) => {
      body += text;
    });
    request.once('end', () => routes[request.url ?? '']?.(request, response, body));
  });
  let address = '';
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    server.close();
    server.closeAllConnections();
  });
  const post = (path: string, init: RequestInit = {}) =>
    httpFetch(address + path, { method: 'POST', headers: { authorization: 'Bearer k' }, body: '{"ä":1}', ...init });

  it('sends method, headers and body, and gives status, headers and body', async () => {
    const answer = await post('/echo');
    expect([answer.status, answer.headers.get('x-request-id')]).toEqual([200, 'r1']);
    expect(await answer.json()).toEqual({ method: 'POST', authorization: 'Bearer k', body: '{"ä":1}' });
    const refused = await post('/refused');
    expect([refused.ok, refused.status, refused.headers.get('retry-after')]).toEqual([false, 429, '7']);
    expect((await post('/nothing')).status).toBe(204);
  });

  it('unpacks what is packed, follows redirects, and leaves other requests to Node', async () => {
    expect(await (await post('/packed')).text()).toBe('unpacked');
    expect(await (await post('/moved')).json()).toMatchObject({ method: 'POST', body: '{"ä":1}' });
    expect(await (await httpFetch(`${address}/echo`)).json()).toEqual({ method: 'GET', body: '' });
    expect(await (await httpFetch(new Request(`${address}/echo`))).json()).toEqual({ method: 'GET', body: '' });
    expect(await (await httpFetch('data:text/plain,hi')).text()).toBe('hi');
  });

  it.each([
    ['is cut', '/cut', /aborted/],
    ['is no gzip', '/spoilt', /header check/],
    ['is larger than any answer', '/large', /larger than 67108864 bytes/],
  ])('fails where the body %s', async (_what, path, message) => {
    await expect(post(path)).rejects.toThrow(message);
  });

  it('says that nobody listens', async () => {
    await expect(httpFetch('http://127.0.0.1:9/', { method: 'POST', body: '' })).rejects.toMatchObject({
      code: 'ECONNREFUSED',
    });
  });

  it.each(['/silent', '/stops'])(
    'ends when the signal aborts, before an answer and in the middle of it: %s',
    async (path) => {
      await expect(post(path, { signal: AbortSignal.timeout(100) })).rejects.toMatchObject({ name: 'TimeoutError' });
      const stop = new AbortController();
      setTimeout(() => stop.abort(), 50);
      await expect(post(path, { signal: stop.signal })).rejects.toMatchObject({ name: 'AbortError' });
      await expect(post(path, { signal: stop.signal })).rejects.toMatchObject({ name: 'AbortError' });
    },
  );
});
