import { describe, expect, it } from 'vitest';
import type { Embedder } from '../tools.ts';
import { memoEmbedder } from './memo-embedder.ts';

/** Counts what it is asked; the vector of a text is its length and a one. */
function countingEmbedder(): Embedder & { readonly asked: string[] } {
  const asked: string[] = [];
  return {
    name: 'counting',
    fingerprint: 'f',
    dimensions: 2,
    rates: { usdPerMillionTokens: 0, latencyMsPerToken: 0, latencyMsPerCall: 0, asOf: '2026-01-01' },
    async embed(texts) {
      asked.push(...texts);
      return Float32Array.from(texts.flatMap((text) => [text.length, 1]));
    },
    asked,
  };
}

describe('memoEmbedder', () => {
  it('gives what the embedder gives, in the order asked, and asks for each text once', async () => {
    const embedder = countingEmbedder();
    const memo = memoEmbedder(embedder);
    expect([...(await memo.embed(['a', 'bb', 'a']))]).toEqual([1, 1, 2, 1, 1, 1]);
    expect([...(await memo.embed(['ccc', 'a']))]).toEqual([3, 1, 1, 1]);
    expect(embedder.asked).toEqual(['a', 'bb', 'ccc']);
  });

  it('hands out copies: whoever changes a vector changes nobody else’s', async () => {
    const memo = memoEmbedder(countingEmbedder());
    (await memo.embed(['a'])).fill(9);
    expect([...(await memo.embed(['a']))]).toEqual([1, 1]);
  });
});
