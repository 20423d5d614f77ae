import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { prepareBundledModel } from '../../harness/embed/bundled-model.ts';
import { cacheFolder } from '../../harness/embed/cache-folder.ts';
import { embedTexts } from '../../harness/embed/embed-texts.ts';
import { exactIndex, type NeighbourIndex } from '../../harness/embed/nearest.ts';
import { loadSentenceModel, type SentenceModel } from '../../harness/embed/sentence-model.ts';
import { cachedEmbedder } from '../../harness/embed/vector-cache.ts';
import { random } from '../../harness/random.ts';
import type { Embedder } from '../../harness/tools.ts';
import type { Figure } from './figure.ts';
import { elapsed, type PerCall, perCall } from './measure.ts';
import { unitVectors } from './unit-vectors.ts';

const DIMENSIONS = 384;
const REFERENCES = 25_548;
const QUERIES = 10_949;
const K = 40;
const CACHED = 100_000;

/** The figures of embedding and of nearest-neighbour search on this machine; takes about a minute. */
export async function perfEmbed(): Promise<Figure[]> {
  return [...(await perfEmbedding()), ...(await perfCache()), ...(await perfNeighbours())];
}

async function perfEmbedding(): Promise<Figure[]> {
  const location = { model: prepareBundledModel(), downloads: join(cacheFolder(), 'hub'), offline: true };
  const { model, inferenceMs } = timed(await loadSentenceModel(location));
  const [short, long] = [prompts(256, 20), prompts(48, 200)];
  await embedTexts(model, [...short.slice(0, 8), ...long.slice(0, 2)]);
  const singleShort = (await perCall(short.slice(0, 40), (text) => embedTexts(model, [text]))).ms;
  const singleLong = (await perCall(long.slice(0, 20), (text) => embedTexts(model, [text]))).ms;
  const before = inferenceMs();
  const shortMs = await elapsedMs(() => embedTexts(model, short));
  const longMs = await elapsedMs(() => embedTexts(model, long));
  const share = (inferenceMs() - before) / (shortMs + longMs);
  const perToken = (singleLong - singleShort) / 180;
  return [
    { name: 'embedding, one prompt of 20 tokens', value: singleShort, unit: 'ms' },
    { name: 'embedding, one prompt of 200 tokens', value: singleLong, unit: 'ms' },
    { name: 'embedding, slope', value: perToken, unit: 'ms/token' },
    { name: 'embedding, fixed part of a call', value: Math.max(0, singleShort - 20 * perToken), unit: 'ms' },
    { name: 'embedding in batches, a prompt of 20 tokens', value: shortMs / short.length, unit: 'ms' },
    { name: 'embedding in batches, a prompt of 200 tokens', value: longMs / long.length, unit: 'ms' },
    { name: 'share of embedding spent in inference', value: 100 * share, unit: '%', target: { atLeast: 90 } },
  ];
}

/** The same model with a clock around inference. */
function timed(model: SentenceModel): { model: SentenceModel; inferenceMs: () => number } {
  let total = 0;
  const infer: SentenceModel['infer'] = async (rows) => {
    const start = performance.now();
    const hidden = await model.infer(rows);
    total += performance.now() - start;
    return hidden;
  };
  return { model: { ...model, infer }, inferenceMs: () => total };
}

async function perfCache(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'signalbox-perf-'));
  const texts = Array.from({ length: CACHED }, (_, i) => `prompt ${i}`);
  try {
    await cachedEmbedder(randomEmbedder(), folder).embed(texts);
    const openMs = await elapsedMs(async () => cachedEmbedder(randomEmbedder(), folder));
    const cached = cachedEmbedder(randomEmbedder(), folder);
    const readMs = await elapsedMs(() => cached.embed(texts));
    return [
      { name: 'vector cache, opening 100,000 vectors', value: openMs, unit: 'ms' },
      { name: 'vector cache, reading 100,000 vectors', value: readMs, unit: 'ms' },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function randomEmbedder(): Embedder {
  const rates = { usdPerMillionTokens: 0, latencyMsPerToken: 0, latencyMsPerCall: 0, asOf: '' };
  const embed = async (texts: readonly string[]) => unitVectors(texts.length, DIMENSIONS, texts.length);
  return { name: 'random', fingerprint: '0'.repeat(64), dimensions: DIMENSIONS, rates, embed };
}

async function perfNeighbours(): Promise<Figure[]> {
  const references = unitVectors(REFERENCES, DIMENSIONS, 1);
  const queries = unitVectors(QUERIES, DIMENSIONS, 2);
  const native = exactIndex(references, DIMENSIONS);
  const { seconds, cpuSeconds } = await elapsed(() => native.search(queries, K));
  const plain = exactIndex(references, DIMENSIONS, { engine: 'plain' });
  const [one, onePlain] = [await single(native, queries), await single(plain, queries)];
  return [
    {
      name: `kNN, ${REFERENCES} × ${QUERIES}, k = ${K}`,
      value: seconds,
      unit: 's',
      cpuSeconds,
      target: { atMost: 1.5 },
    },
    { name: 'kNN, one query, native', value: one.ms, unit: 'ms', cpuSeconds: one.cpuSeconds, target: { atMost: 2 } },
    {
      name: 'kNN, one query, plain',
      value: onePlain.ms,
      unit: 'ms',
      cpuSeconds: onePlain.cpuSeconds,
      target: { atMost: 10 },
    },
    {
      name: 'kNN, queries that differ alone and in a batch',
      value: await differing(native, queries),
      unit: '',
      target: { atMost: 0 },
    },
  ];
}

function single(index: NeighbourIndex, queries: Float32Array): Promise<PerCall> {
  const singles = Array.from({ length: 100 }, (_, i) => queries.slice(i * DIMENSIONS, (i + 1) * DIMENSIONS));
  return perCall(singles, (query) => index.search(query, K));
}

async function differing(index: NeighbourIndex, queries: Float32Array): Promise<number> {
  const count = 200;
  const together = await index.search(queries.subarray(0, count * DIMENSIONS), K);
  let different = 0;
  for (let i = 0; i < count; i++) {
    const alone = await index.search(queries.subarray(i * DIMENSIONS, (i + 1) * DIMENSIONS), K);
    const same = alone.indices.every(
      (reference, j) =>
        reference === together.indices[i * K + j] && alone.similarity[j] === together.similarity[i * K + j],
    );
    if (!same) different++;
  }
  return different;
}

/** Texts of exactly `tokens` tokens, the two special ones included: each word below is one token of BERT's vocabulary. */
function prompts(count: number, tokens: number): string[] {
  const words = 'the river house question about number city water music science history paper answer small green'.split(
    ' ',
  );
  const rng = random(tokens);
  return Array.from({ length: count }, () =>
    Array.from({ length: tokens - 2 }, () => words[rng.integer(words.length)]).join(' '),
  );
}

async function elapsedMs(work: () => Promise<unknown>): Promise<number> {
  return 1000 * (await elapsed(work)).seconds;
}
