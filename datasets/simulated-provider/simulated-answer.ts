/** What a simulated model answers, before it is put into the shape of the API. */
export interface SimulatedAnswer {
  readonly text: string;
  readonly finishReason: 'stop' | 'length' | 'content_filter';
  readonly inputTokens: number;
  /** A part of `inputTokens`. */
  readonly cachedInputTokens: number;
  /** As billed: may be more than the tokens of the text. */
  readonly outputTokens: number;
  readonly latencyMs: number;
}
