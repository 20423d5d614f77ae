import type { Embedder } from '../tools.ts';

/**
 * An embedder that remembers every vector for as long as it lives: for fitting the same routers many times on parts of
 * one dataset. It is the embedder that it wraps in all else. Takes dimensions × 4 bytes per distinct text.
 */
export function memoEmbedder(embedder: Embedder): Embedder {
  const { dimensions } = embedder;
  const known = new Map<string, Float32Array>();
  return {
    name: embedder.name,
    fingerprint: embedder.fingerprint,
    dimensions,
    rates: embedder.rates,
    async embed(texts, onProgress) {
      const missing = [...new Set(texts)].filter((text) => !known.has(text));
      if (missing.length > 0) {
        const made = await embedder.embed(missing, onProgress);
        missing.forEach((text, i) => {
          known.set(text, made.subarray(i * dimensions, (i + 1) * dimensions));
        });
      }
      const vectors = new Float32Array(texts.length * dimensions);
      texts.forEach((text, i) => {
        vectors.set(known.get(text)!, i * dimensions);
      });
      return vectors;
    },
  };
}
