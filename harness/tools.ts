import type { RecordedResponse } from './record/cache/response-cache.ts';
import type { RecordTask } from './record/recorder/record-task.ts';
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

/** An answer as a router gets it. */
export type Completion = Pick<
  RecordedResponse,
  'status' | 'text' | 'servedModel' | 'inputTokens' | 'cachedInputTokens' | 'outputTokens' | 'latencyMs' | 'errorCode'
>;

/** Answers the questions of routers: from recordings in evaluation, by asking in production. */
export interface Completer {
  /**
   * @param by name of the router, for messages
   * @returns in the order of the tasks; an error of the provider is a completion with status `error`
   * @throws {BenchError} naming what is not recorded, and the command that records it
   */
  complete(tasks: readonly RecordTask[], by: string): Promise<readonly Completion[]>;
}

/** What fitting, assessing and deciding may use beside the request. Passed in, so that tests inject fakes. */
export interface Tools {
  /** Absent where nothing needs one; a router that needs it says so by `BenchError`. */
  readonly embedder?: Embedder;
  /** Absent where no router asks a model; one that does says so by `BenchError`. */
  readonly completer?: Completer;
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
