import { join } from 'node:path';
import { fingerprint } from '../fingerprint.ts';
import type { Embedder } from '../tools.ts';
import { VectorStore } from './vector-store.ts';

/** Texts embedded between two writes: what an interrupted run loses at most. */
const CHUNK = 1024;
const KEY_DIGITS = 32;

/**
 * An embedder that keeps every vector on disk, by content: the same text is never embedded twice by the same model, in
 * this run, in later ones, or in another process that uses the folder. It is the embedder that it wraps in all else.
 *
 * @throws {BenchError} when the folder cannot be made
 */
export function cachedEmbedder(embedder: Embedder, folder: string): Embedder {
  const { dimensions } = embedder;
  const store = new VectorStore(join(folder, `${embedder.fingerprint.slice(0, 16)}-${dimensions}`), dimensions);
  return {
    name: embedder.name,
    fingerprint: embedder.fingerprint,
    dimensions,
    rates: embedder.rates,
    async embed(texts, onProgress) {
      const vectors = new Float32Array(texts.length * dimensions);
      const wanted = rowsByKey(embedder, texts);
      let done = 0;
      const fill = (key: string, vector: Float32Array) => {
        const rows = wanted.get(key)!;
        for (const row of rows) vectors.set(vector, row * dimensions);
        done += rows.length;
        wanted.delete(key);
      };
      store.read([...wanted.keys()], fill);
      onProgress?.(done, texts.length);
      for (const keys of chunks(byLength(wanted, texts))) {
        const missing = keys.map((key) => texts[wanted.get(key)![0]!]!);
        const before = done;
        const made = await embedder.embed(missing, (count) => onProgress?.(before + count, texts.length));
        store.add({ keys, vectors: made });
        keys.forEach((key, i) => {
          fill(key, made.subarray(i * dimensions, (i + 1) * dimensions));
        });
        onProgress?.(done, texts.length);
      }
      return vectors;
    },
  };
}

/** Rows of `texts` that hold the same text, by its key. */
function rowsByKey(embedder: Embedder, texts: readonly string[]): Map<string, number[]> {
  const rows = new Map<string, number[]>();
  texts.forEach((text, row) => {
    const key = fingerprint(embedder.fingerprint, text).slice(0, KEY_DIGITS);
    const list = rows.get(key);
    if (list) list.push(row);
    else rows.set(key, [row]);
  });
  return rows;
}

/** Keys in the order of the length of their texts, so that a chunk is padded little. */
function byLength(rows: ReadonlyMap<string, readonly number[]>, texts: readonly string[]): string[] {
  const length = (key: string) => texts[rows.get(key)![0]!]!.length;
  return [...rows.keys()].sort((a, b) => length(b) - length(a));
}

function* chunks(keys: readonly string[]): Generator<string[]> {
  for (let start = 0; start < keys.length; start += CHUNK) yield keys.slice(start, start + CHUNK);
}
