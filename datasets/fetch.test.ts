import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BenchError } from '../harness/bench-error.ts';
import { publicData } from '../harness/public-data.ts';
import { downloadFile } from './fetch/download-file.ts';
import { openUrl } from './fetch/open-url.ts';
import { fetchDataset } from './fetch.ts';
import { fetchableDatasets, publicFilesOf } from './public-manifest.ts';
import { routeLlmGsm8k } from './routellm/index.ts';

let folder: string;
let server: Server | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fetch-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
  server?.closeAllConnections();
  server?.close();
  server = undefined;
});

async function serve(answer: RequestListener): Promise<string> {
  server = createServer(answer);
  await new Promise<void>((resolve) => server!.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const CONTENT = Buffer.from('question,answer\n'.repeat(1000));
const file = {
  path: 'a.csv',
  urls: [],
  bytes: CONTENT.length,
  sha256: createHash('sha256').update(CONTENT).digest('hex'),
};
const quick = { signal: new AbortController().signal, idleMs: 2000, onBytes: () => {} };
const download = (base: string, idleMs = 2000) =>
  downloadFile(`${base}/a.csv`, file, join(folder, 'sub/a.csv'), { ...quick, idleMs });
const left = () => (existsSync(join(folder, 'sub')) ? readdirSync(join(folder, 'sub')) : []);

describe('downloadFile', () => {
  it('writes the file once its content is verified', async () => {
    await download(await serve((_, response) => response.end(CONTENT)));
    expect(readFileSync(join(folder, 'sub/a.csv'))).toEqual(CONTENT);
    expect(left()).toEqual(['a.csv']);
  });

  it.each<[string, RequestListener, RegExp]>([
    [
      'altered content, naming both checksums',
      (_, response) => response.end(Buffer.from(CONTENT.toString().replace('answer', 'Answer'))),
      new RegExp(`sha256 is [0-9a-f]{64} instead of the expected ${file.sha256}`),
    ],
    ['too little', (_, response) => response.end(CONTENT.subarray(9)), /15991 bytes instead of the expected 16000/],
    ['endless content', (_, response) => void pour(response), /more than the expected 16000 bytes/],
    ['an error page', (_, response) => response.writeHead(404).end('no'), /status 404 instead of 200/],
    [
      'a connection cut short',
      (_, response) => {
        response.writeHead(200, { 'content-length': CONTENT.length });
        response.write(CONTENT.subarray(0, 100), () => response.destroy());
      },
      /terminated/,
    ],
    [
      'a server that falls silent',
      (_, response) => void response.writeHead(200).write(CONTENT.subarray(0, 100)),
      /nothing came for 0\.2 seconds/,
    ],
    ['a server that never answers', () => {}, /nothing came for 0\.2 seconds/],
  ])('refuses %s and leaves nothing behind', async (what, answer, message) => {
    const base = await serve(answer);
    await expect(download(base, /silent|never/.test(what) ? 200 : 2000)).rejects.toThrow(message);
    expect(left()).toEqual([]);
  });

  it('leaves the file that was there when the new one is wrong', async () => {
    mkdirSync(join(folder, 'sub'));
    writeFileSync(join(folder, 'sub/a.csv'), 'old');
    await expect(download(await serve((_, response) => response.end('wrong')))).rejects.toThrow(BenchError);
    expect(readFileSync(join(folder, 'sub/a.csv'), 'utf8')).toBe('old');
  });
});

describe('openUrl', () => {
  const open = (url: string) => openUrl(url, quick.signal);

  it('follows a redirect within one loopback address', async () => {
    const base = await serve((request, response) =>
      request.url === '/b' ? response.end('here') : response.writeHead(302, { location: '/b' }).end(),
    );
    expect(await (await open(`${base}/a`)).text()).toBe('here');
  });

  it.each([
    'http://example.com/a',
    'http://127.0.0.1:1/a',
    'file:///etc/passwd',
    'ftp://example.com/a',
    'http://[',
    '',
  ])('refuses a redirect to "%s"', async (location) => {
    const base = await serve((_, response) => response.writeHead(302, { location }).end());
    await expect(open(`${base}/a`)).rejects.toThrow(location === '' ? BenchError : /which is refused/);
  });

  it('refuses a redirect without end, and one without aim', async () => {
    const base = await serve((request, response) =>
      response.writeHead(301, request.url === '/loop' ? { location: '/loop' } : {}).end(),
    );
    await expect(open(`${base}/loop`)).rejects.toThrow(/redirects more than 5 times/);
    await expect(open(`${base}/nowhere`)).rejects.toThrow(/redirects to nowhere/);
  });

  it.each(['http://example.com/a', 'file:///etc/passwd', 'localhost:1', 'http://127.0.0.1.example.com/'])(
    'refuses the address %s',
    async (url) => {
      await expect(open(url)).rejects.toThrow(/is not an https address/);
    },
  );
});

describe('fetchDataset', () => {
  const data = publicData();
  if (data === undefined) console.warn('skipped: the public files are not on this machine (ROUTING_DATA)');
  const mirror: RequestListener = (request, response) =>
    response.end(readFileSync(join(data!, decodeURIComponent(request.url!))));
  const quickly = { attempts: 3, pauseMs: 1, idleMs: 2000 };

  it.skipIf(data === undefined)('fetches what is missing or damaged and keeps what is right', async () => {
    let requests = 0;
    const baseUrl = await serve((request, response) => {
      requests += 1;
      mirror(request, response);
    });
    const [kept, damaged] = publicFilesOf('routellm-gsm8k').map(({ path }) => path);
    mkdirSync(dirname(join(folder, kept!)), { recursive: true });
    writeFileSync(join(folder, kept!), readFileSync(join(data!, kept!)));
    const wrong = readFileSync(join(data!, damaged!));
    wrong[0]! ^= 1;
    writeFileSync(join(folder, damaged!), wrong);
    const shares: number[] = [];

    const first = await fetchDataset('routellm-gsm8k', {
      ...quickly,
      baseUrl,
      into: folder,
      onProgress: (share) => shares.push(share),
    });
    expect(first.kept).toEqual([kept]);
    expect(first.downloaded).toContain(damaged);
    expect(shares.every((share, i) => share <= 1 && share >= (shares[i - 1] ?? 0))).toBe(true);
    expect(shares.at(-1)).toBe(1);

    const { table } = await routeLlmGsm8k({ folder: join(folder, 'routellm') }).load();
    expect(table.examples).toHaveLength(1307);

    const before = requests;
    const second = await fetchDataset('routellm-gsm8k', { ...quickly, baseUrl: `${baseUrl}/`, into: folder });
    expect(second.downloaded).toEqual([]);
    expect(requests).toBe(before);
  });

  it.skipIf(data === undefined)('tries again when a server fails now and then', async () => {
    let requests = 0;
    const baseUrl = await serve((request, response) => {
      requests += 1;
      if (requests % 3 === 1) response.writeHead(503).end();
      else if (requests % 3 === 2) response.destroy();
      else mirror(request, response);
    });
    const { downloaded } = await fetchDataset('routerbench-sample', { ...quickly, baseUrl, into: folder });
    expect(downloaded).toEqual(['routerbench/routerbench_0shot_sample.csv']);
    expect(requests).toBe(3);
  });

  it('does not ask again for what is not there', async () => {
    let requests = 0;
    const baseUrl = await serve((_, response) => {
      requests += 1;
      response.writeHead(404).end();
    });
    const fetching = fetchDataset('routerbench-sample', { ...quickly, baseUrl, into: folder });
    await expect(fetching).rejects.toThrow(/status 404 instead of 200/);
    expect(requests).toBe(1);
  });

  it('names a server that cannot be reached, and what it should have sent', async () => {
    const fetching = fetchDataset('routerbench-sample', { ...quickly, baseUrl: 'http://127.0.0.1:1', into: folder });
    const error = await fetching.catch((cause: BenchError) => cause);
    expect(error).toBeInstanceOf(BenchError);
    expect((error as BenchError).message).toMatch(/127\.0\.0\.1:1\/routerbench.*csv/);
    expect((error as BenchError).hint).toMatch(/Expected \d+ bytes with sha256 [0-9a-f]{64}/);
  });

  it('stops when it is told to', async () => {
    const controller = new AbortController();
    const baseUrl = await serve(() => controller.abort());
    const options = { ...quickly, baseUrl, into: folder, signal: controller.signal };
    await expect(fetchDataset('routerbench-sample', options)).rejects.toThrow(/abort/i);
  });

  it('names the datasets that there are', async () => {
    await expect(fetchDataset('nope', { into: folder })).rejects.toMatchObject({
      hint: expect.stringContaining(fetchableDatasets().join(', ')),
    });
  });
});

describe('the manifest', () => {
  const files = fetchableDatasets().flatMap(publicFilesOf);

  it('names safe paths and pinned https addresses', () => {
    for (const { path, urls } of files) {
      expect(path).toMatch(/^[\w@.-]+(\/[\w@.-]+)+$/);
      expect(path.split('/')).not.toContain('..');
      for (const url of urls)
        expect(url).toMatch(/^https:\/\/(raw\.githubusercontent\.com|api\.github\.com)\/.*[0-9a-f]{7}/);
    }
  });

  it.skipIf(publicData() === undefined)('agrees with the files that are here', () => {
    for (const { path, bytes, sha256 } of new Set(files)) {
      const content = readFileSync(join(publicData()!, path));
      expect(content.length, path).toBe(bytes);
      expect(createHash('sha256').update(content).digest('hex'), path).toBe(sha256);
    }
  });
});

/** Writes for as long as the client reads. */
function pour(response: Parameters<RequestListener>[1]): void {
  const more = () => {
    while (!response.destroyed && response.write(CONTENT));
    response.once('drain', more);
  };
  more();
}
