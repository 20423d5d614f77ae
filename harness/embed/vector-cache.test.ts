import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Embedder } from '../tools.ts';
import { cachedEmbedder } from './vector-cache.ts';

const DIMENSIONS = 8;
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'signalbox-vectors-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Vectors that can be told by their text, and a count of what was embedded. */
function countingEmbedder(fingerprint = 'f'.repeat(64)) {
  const embedded: string[] = [];
  const embedder: Embedder = {
    name: 'counting',
    fingerprint,
    dimensions: DIMENSIONS,
    rates: { usdPerMillionTokens: 0, latencyMsPerToken: 0, latencyMsPerCall: 0, asOf: '2026-11-25' },
    async embed(texts) {
      embedded.push(...texts);
      return Float32Array.from(texts.flatMap((text) => vectorOf(text)));
    },
  };
  return { embedder, embedded };
}

function vectorOf(text: string): number[] {
  return Array.from({ length: DIMENSIONS }, (_, x) =>
    Math.fround(text.length + (text.charCodeAt(x % text.length) || 0) / 7),
  );
}

function vectorsOf(texts: readonly string[]): Float32Array {
  return Float32Array.from(texts.flatMap(vectorOf));
}

function segments(): string[] {
  const inner = readdirSync(folder)[0]!;
  return readdirSync(join(folder, inner)).map((name) => join(folder, inner, name));
}

async function embedAnew(texts: readonly string[]): Promise<readonly string[]> {
  const { embedder, embedded } = countingEmbedder();
  expect(await cachedEmbedder(embedder, folder).embed(texts)).toEqual(vectorsOf(texts));
  return embedded;
}

const many = (count: number, name = 'text') => Array.from({ length: count }, (_, i) => `${name} number ${i}`);

describe('a cached embedder', () => {
  it('embeds nothing in a second run', async () => {
    const texts = many(3000);
    expect(await embedAnew(texts)).toHaveLength(3000);
    expect(await embedAnew([...texts].reverse())).toEqual([]);
  });

  it('embeds a text once that stands there twice, and only what is new', async () => {
    expect(await embedAnew(['a', 'b', 'a'])).toEqual(['a', 'b']);
    expect(await embedAnew(['c', 'b', 'c', 'a'])).toEqual(['c']);
  });

  it('keeps the vectors of two models apart', async () => {
    await embedAnew(['a']);
    const { embedder, embedded } = countingEmbedder('e'.repeat(64));
    await cachedEmbedder(embedder, folder).embed(['a']);
    expect(embedded).toEqual(['a']);
  });

  it('keeps few files when requests come one by one, and over many runs', async () => {
    const { embedder } = countingEmbedder();
    const cached = cachedEmbedder(embedder, folder);
    for (const text of many(600)) await cached.embed([text]);
    expect(segments().length).toBeLessThanOrEqual(4);
    for (let run = 0; run < 60; run++) await embedAnew([`run ${run}`]);
    expect(segments().length).toBeLessThanOrEqual(40);
    expect(await embedAnew([...many(600), 'run 0', 'run 59'])).toEqual([]);
  });

  it('sees what another embedder on the same folder adds meanwhile', async () => {
    const { embedder, embedded } = countingEmbedder();
    const cached = cachedEmbedder(embedder, folder);
    await embedAnew(['later']);
    await cached.embed(['later']);
    expect(embedded).toEqual([]);
  });

  it('counts what it knows as done in the progress', async () => {
    await embedAnew(['a', 'b']);
    const seen: number[] = [];
    await cachedEmbedder(countingEmbedder().embedder, folder).embed(['a', 'b', 'c'], (done) => seen.push(done));
    expect(seen[0]).toBe(2);
    expect(seen.at(-1)).toBe(3);
  });

  it('embeds again what a truncated file held', async () => {
    await embedAnew(many(100));
    truncateSync(segments()[0]!, 1000);
    expect(await embedAnew(many(100))).toHaveLength(100);
    expect(await embedAnew(many(100))).toEqual([]);
  });

  it('embeds again the one text whose vector was damaged', async () => {
    await embedAnew(many(100));
    const [path] = segments();
    const bytes = readFileSync(path!);
    bytes[bytes.length - 1]! ^= 1;
    writeFileSync(path!, bytes);
    expect(await embedAnew(many(100))).toHaveLength(1);
  });

  it('passes over files that are no segments', async () => {
    await embedAnew(['a']);
    const inner = join(folder, readdirSync(folder)[0]!);
    writeFileSync(join(inner, 'junk.vectors'), 'SBVECTOR and then nothing of sense, but long enough for a header');
    writeFileSync(join(inner, 'empty.vectors'), '');
    expect(await embedAnew(['a', 'b'])).toEqual(['b']);
  });

  it('names the folder that it cannot write to', () => {
    const file = join(folder, 'file');
    writeFileSync(file, '');
    expect(() => cachedEmbedder(countingEmbedder().embedder, file)).toThrow(/vector cache .*file.* cannot be written/);
  });
});

/** A process that embeds `count` texts one chunk at a time into the folder, printing a line for each. */
function writer(name: string, count: number) {
  const module = new URL('vector-cache.ts', import.meta.url).href;
  const code = `
    const { cachedEmbedder } = await import(${JSON.stringify(module)});
    const vectorOf = ${vectorOf.toString().replaceAll('DIMENSIONS', String(DIMENSIONS))};
    const embedder = { name: 'x', fingerprint: 'f'.repeat(64), dimensions: ${DIMENSIONS}, rates: {},
      embed: async (texts) => Float32Array.from(texts.flatMap(vectorOf)) };
    const cached = cachedEmbedder(embedder, ${JSON.stringify(folder)});
    for (let i = 0; i < ${count}; i++) { await cached.embed([\`shared number \${i}\`, \`${name} number \${i}\`]); console.log(i); }`;
  return spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', code], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

describe('a cache under several processes', () => {
  it('loses nothing when two write at once', async () => {
    const exits = ['left', 'right'].map((name) => new Promise((resolve) => writer(name, 300).on('exit', resolve)));
    expect(await Promise.all(exits)).toEqual([0, 0]);
    expect(await embedAnew([...many(300, 'left'), ...many(300, 'right'), ...many(300, 'shared')])).toEqual([]);
  });

  it('stays whole when a writer is killed in the middle', async () => {
    const child = writer('killed', 100_000);
    let last = -1;
    await new Promise<void>((resolve) => {
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        last = Number(text.trim().split('\n').at(-1));
        if (last > 50) child.kill('SIGKILL');
      });
      child.on('exit', () => resolve());
    });
    expect(last).toBeGreaterThan(50);
    expect(await embedAnew(many(last, 'killed'))).toEqual([]);
    expect(await embedAnew(many(200, 'killed').slice(-1))).toHaveLength(last > 199 ? 0 : 1);
  });
});
