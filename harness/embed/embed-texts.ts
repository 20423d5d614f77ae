import type { SentenceModel } from './sentence-model.ts';

/** Padded tokens in a batch: larger ones are no faster on a CPU and take more memory for attention. */
const BATCH_TOKENS = 1024;

/**
 * Unit vectors of texts, row-major: the mean of the token vectors of each text, scaled to length 1. Texts are batched
 * in the order of their length, so that little is spent on padding; a text gets the same bits in any batch.
 */
export async function embedTexts(
  model: SentenceModel,
  texts: readonly string[],
  onProgress?: (done: number, total: number) => void,
): Promise<Float32Array> {
  const { dimensions } = model;
  const vectors = new Float32Array(texts.length * dimensions);
  const rows = texts.map((text) => model.tokenize(text));
  let done = 0;
  for (const batch of batchesByLength(rows)) {
    const tokens = batch.map((i) => rows[i]!);
    const hidden = await model.infer(tokens);
    const width = hidden.length / (batch.length * dimensions);
    for (let j = 0; j < batch.length; j++) {
      const tokenVectors = hidden.subarray(j * width * dimensions, (j * width + tokens[j]!.length) * dimensions);
      vectors.set(unitMean(tokenVectors, dimensions), batch[j]! * dimensions);
    }
    done += batch.length;
    onProgress?.(done, texts.length);
  }
  return vectors;
}

/** Indices of `rows`, longest first (so that memory is needed early or not at all), ties by index. */
function* batchesByLength(rows: readonly (readonly number[])[]): Generator<number[]> {
  const order = Array.from(rows.keys()).sort((a, b) => rows[b]!.length - rows[a]!.length || a - b);
  let start = 0;
  while (start < order.length) {
    const width = rows[order[start]!]!.length;
    const count = Math.max(1, Math.floor(BATCH_TOKENS / width));
    yield order.slice(start, start + count);
    start += count;
  }
}

/** @param tokenVectors tokens × dimensions */
function unitMean(tokenVectors: Float32Array, dimensions: number): Float64Array {
  // The sum points where the mean does, and only the direction is kept.
  const sum = new Float64Array(dimensions);
  for (let at = 0; at < tokenVectors.length; at += dimensions) {
    for (let x = 0; x < dimensions; x++) sum[x]! += tokenVectors[at + x]!;
  }
  let squares = 0;
  for (let x = 0; x < dimensions; x++) squares += sum[x]! * sum[x]!;
  const length = Math.sqrt(squares);
  return length === 0 ? sum : sum.map((value) => value / length);
}
