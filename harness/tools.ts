import type { RouteRequest } from './request.ts';

/** Turns text into unit vectors. Same text, same bytes, singly or in a batch. */
export interface Embedder {
  /** For people: the model's name. */
  readonly name: string;
  /** SHA-256 of the weights: vectors, thresholds and policies of one embedder are never used with another. */
  readonly fingerprint: string;
  readonly dimensions: number;
  /** Declared, dated rates for the bill (measured by `npm run perf`); never a clock reading. */
  readonly rates: EmbedderRates;
  /** @returns `texts.length × dimensions`, row-major, each row of length 1 */
  embed(texts: readonly string[], onProgress?: (done: number, total: number) => void): Promise<Float32Array>;
}

export interface EmbedderRates {
  readonly usdPerMillionTokens: number;
  readonly latencyMsPerToken: number;
  /** Latency of one call beside its tokens. */
  readonly latencyMsPerCall: number;
  readonly asOf: string;
}

/** What fitting, assessing and deciding may use beside the request. Passed in, so that tests inject fakes. */
export interface Tools {
  /** Absent where nothing needs one; a router that needs it says so by `BenchError`. */
  readonly embedder?: Embedder;
  /** Tokens of a text by the o200k tokenizer: an estimate for models with another one. */
  countTokens(text: string): number;
  /** Everything random in a fit draws from this seed. */
  readonly seed: number;
  readonly onProgress?: (done: number, total: number) => void;
}

/** Tokens of all messages of a request: what a model is billed for reading, by estimate. */
export function requestTokens(request: RouteRequest, tools: Pick<Tools, 'countTokens'>): number {
  let tokens = 0;
  for (const message of request.messages) tokens += tools.countTokens(message.content);
  return tokens;
}
