import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Embedder } from '../tools.ts';
import { BUNDLED_SHA256 } from './bundled-identity.ts';
import { prepareBundledModel } from './bundled-model.ts';
import { localEmbedder } from './embedder.ts';
import { BUNDLED_RATES } from './rates.ts';

const DIMENSIONS = 384;
let cache: string;
let embedder: Embedder;
beforeAll(async () => {
  cache = mkdtempSync(join(tmpdir(), 'signalbox-embedder-'));
  embedder = await localEmbedder({ cacheFolder: cache });
});
afterAll(() => rmSync(cache, { recursive: true, force: true }));

function cosine(vectors: Float32Array, i: number, j: number): number {
  let sum = 0;
  for (let x = 0; x < DIMENSIONS; x++) sum += vectors[i * DIMENSIONS + x]! * vectors[j * DIMENSIONS + x]!;
  return sum;
}

describe('the bundled embedder', () => {
  it('is identified by the hash of its weights and carries its declared rates', () => {
    expect(embedder).toMatchObject({ dimensions: DIMENSIONS, fingerprint: BUNDLED_SHA256, rates: BUNDLED_RATES });
  });

  it('puts questions of one meaning near each other', async () => {
    const vectors = await embedder.embed([
      'How do I cook pasta?',
      'What is the way to prepare spaghetti?',
      'The stock market fell sharply.',
    ]);
    expect(cosine(vectors, 0, 0)).toBeCloseTo(1, 6);
    // The reference implementation in full precision gives .75; the bundled weights are quantised.
    expect(cosine(vectors, 0, 1)).toBeGreaterThan(0.65);
    expect(cosine(vectors, 0, 2)).toBeLessThan(0.1);
  });

  it('gives a text the same bytes alone and in a batch, empty and endless ones too', async () => {
    const lengths = [1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 233];
    const texts = ['', '日本語のテキスト', 'x'.repeat(5000), 'very long text '.repeat(1000)];
    for (const length of lengths) texts.push(Array.from({ length }, (_, i) => `word${(i * 7) % 11}`).join(' '));
    const together = await embedder.embed(texts);
    for (let i = 0; i < texts.length; i++) {
      const alone = await embedder.embed([texts[i]!]);
      expect(together.subarray(i * DIMENSIONS, (i + 1) * DIMENSIONS)).toEqual(alone);
    }
  });

  it('sees the end of a text that is longer than the model takes', async () => {
    const long = 'the same words again and again '.repeat(300);
    const vectors = await embedder.embed([long, `${long}but what about the price of oranges in Spain?`]);
    expect(cosine(vectors, 0, 1)).toBeLessThan(0.999);
  });

  it('reports progress up to the number of texts', async () => {
    const seen: number[] = [];
    await embedder.embed(['a', 'b', 'c'], (done, total) => seen.push(done, total));
    expect(seen.slice(-2)).toEqual([3, 3]);
    expect(await embedder.embed([])).toHaveLength(0);
  });

  it('writes nothing into the library’s own folder', () => {
    const library = dirname(createRequire(import.meta.url).resolve('@xenova/transformers'));
    expect(existsSync(join(library, '..', '.cache'))).toBe(false);
    expect(existsSync(join(library, '.cache'))).toBe(false);
  });
});

describe('another embedding model', () => {
  it('is read from a folder without network, and is the same embedder where the weights are the same', async () => {
    const other = await localEmbedder({ modelFolder: prepareBundledModel(cache), model: 'mine', cacheFolder: cache });
    expect(other.name).toBe('mine');
    expect(other.fingerprint).toBe(embedder.fingerprint);
    expect(await other.embed(['hello'])).toEqual(await embedder.embed(['hello']));
  });

  it('is not downloaded offline: the error says how to get it', async () => {
    const missing = localEmbedder({ model: 'signalbox-tests/no-such-model', cacheFolder: cache, offline: true });
    await expect(missing).rejects.toMatchObject({
      message: expect.stringContaining('signalbox-tests/no-such-model is not on this machine'),
      hint: expect.stringContaining('signalbox bench --no-offline'),
    });
  });

  it('that the hub does not give is an error that names both ways', async () => {
    const missing = localEmbedder({ model: 'signalbox-tests/no-such-model', cacheFolder: cache });
    await expect(missing).rejects.toMatchObject({
      name: 'BenchError',
      message: expect.stringContaining('signalbox-tests/no-such-model'),
      hint: expect.stringMatching(/huggingface\.co.*modelFolder/),
    });
  });

  it('may not be a path or a URL under the name of a hub model', async () => {
    for (const model of ['../secrets', '/etc/passwd', 'https://example.com/x', 'a/../../b']) {
      await expect(localEmbedder({ model, cacheFolder: cache })).rejects.toThrow('is no name of a model');
    }
  });

  it('in a folder without weights is an error that names the file', async () => {
    await expect(localEmbedder({ modelFolder: cache })).rejects.toThrow('tokenizer.json is missing');
  });
});
