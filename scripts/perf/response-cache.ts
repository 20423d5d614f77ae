import { mkdtempSync, rmSync, statfsSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RecordedResponse, type ResponseCache, responseKey } from '../../harness/record/cache/response-cache.ts';
import { openResponseCache } from '../../harness/record/cache/sqlite-response-cache.ts';
import type { Figure } from './figure.ts';
import { elapsed, perCall } from './measure.ts';

const [ENTRIES, BATCH] = [100_000, 5_000];
const LARGE_BYTES = 2 ** 30;
/** The file, its log, and what others write meanwhile. */
const NEEDED_BYTES = 3 * LARGE_BYTES;
const LARGE_TEXT = 'It follows, step by step, that the answer is forty-two. '.repeat(600);
const TEXT = LARGE_TEXT.slice(0, 800);

/** Batched inserts and hits of a cache on disk. */
export async function perfResponseCache(): Promise<Figure[]> {
  return inFolder(async (file) => {
    const cache = openResponseCache(file);
    const responses = Array.from({ length: ENTRIES }, (_, i) => response(i, TEXT));
    const inserting = await elapsed(() => commitAll(cache, responses));
    const hitting = await elapsed(() => {
      for (const { key } of responses) if (cache.get(key)?.text !== TEXT) throw new Error(`no hit for ${key}`);
    });
    cache.close();
    return [
      {
        name: `response cache, inserts in batches of ${BATCH.toLocaleString('en')}`,
        value: ENTRIES / inserting.seconds,
        unit: '/s',
        cpuSeconds: inserting.cpuSeconds,
        target: { atLeast: 20_000 },
      },
      {
        name: `response cache, hits among ${ENTRIES.toLocaleString('en')} in the order of recording`,
        value: ENTRIES / hitting.seconds,
        unit: '/s',
        cpuSeconds: hitting.cpuSeconds,
        target: { atLeast: 50_000 },
      },
    ];
  });
}

/** Opening a cache of a gigabyte, made for the purpose in the temporary folder, up to its first hit. */
export async function perfLargeCache(): Promise<Figure[]> {
  return inFolder(async (file) => {
    const { bavail, bsize } = statfsSync(tmpdir());
    if (bavail * bsize < NEEDED_BYTES) throw new Error(`${tmpdir()} has less than the 3 GB free that this takes.`);
    const first = fill(file);
    const { ms, cpuSeconds } = await perCall(Array.from({ length: 11 }), () => {
      const cache = openResponseCache(file);
      if (cache.get(first) === undefined) throw new Error('no hit');
      cache.close();
    });
    const megabytes = statSync(file).size / 1e6;
    return [
      { name: 'response cache of 1 GB, size', value: megabytes, unit: 'MB' },
      {
        name: 'response cache of 1 GB, opening to the first hit',
        value: ms,
        unit: 'ms',
        cpuSeconds,
        target: { atMost: 100 },
      },
    ];
  });
}

/** @returns the key of one entry */
function fill(file: string): string {
  const cache = openResponseCache(file);
  const count = Math.ceil(LARGE_BYTES / LARGE_TEXT.length);
  for (let i = 0; i < count; i += 100) {
    cache.commit(Array.from({ length: Math.min(100, count - i) }, (_, k) => response(i + k, LARGE_TEXT)));
  }
  cache.close();
  return response(count >> 1, '').key;
}

async function inFolder(measure: (file: string) => Promise<Figure[]>): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'signalbox-perf-'));
  try {
    return await measure(join(folder, 'responses.sqlite'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function commitAll(cache: ResponseCache, responses: readonly RecordedResponse[]): void {
  for (let i = 0; i < responses.length; i += BATCH) cache.commit(responses.slice(i, i + BATCH));
}

function response(i: number, text: string): RecordedResponse {
  const messages = [{ role: 'user' as const, content: `Question ${i}` }];
  return {
    key: responseKey({ provider: 'perf', model: 'zero', messages, parameters: {}, repetition: 0 }),
    provider: 'perf',
    model: 'zero',
    repetition: 0,
    baseUrl: 'http://127.0.0.1:9/v1',
    servedModel: 'zero',
    status: 'ok',
    text,
    finishReason: 'stop',
    errorCode: null,
    inputTokens: 60,
    cachedInputTokens: 0,
    outputTokens: 160,
    reasoningTokens: null,
    latencyMs: 12.5,
    firstTokenMs: null,
    meanLogProbability: null,
    costUsd: 0.0001,
    askedAt: '2026-03-01T12:00:00.000Z',
  };
}
