import { canonicalJson } from '../../canonical-json.ts';
import { fingerprint } from '../../fingerprint.ts';
import type { Message } from '../../request.ts';

/** What makes a response the answer to one question and to no other. */
export interface ResponseQuestion {
  /** The id that the config gives a provider. The base URL is no part: a recording replays against another address. */
  readonly provider: string;
  /** The model's name as the provider knows it. */
  readonly model: string;
  readonly messages: readonly Message[];
  /** Temperature, max_tokens, tools…: whatever else is sent. Plain JSON. */
  readonly parameters: Readonly<Record<string, unknown>>;
  /** 0 for the first answer, 1 for the second sample of the same question, … */
  readonly repetition: number;
}

/** SHA-256 in hex of a question; the order of object keys does not matter. */
export function responseKey(question: ResponseQuestion): string {
  const { provider, model, messages, parameters, repetition } = question;
  const sent = messages.map(({ role, content }) => [role, content]);
  return fingerprint(
    'response 1',
    provider,
    model,
    JSON.stringify(sent),
    canonicalJson(parameters),
    String(repetition),
  );
}

/** One response as it was received, or the error that stood in its place. No key, no header is ever in it. */
export interface RecordedResponse {
  readonly key: string;
  readonly provider: string;
  readonly model: string;
  readonly repetition: number;
  readonly baseUrl: string;
  /** What the provider says it served; `null` where it does not say. */
  readonly servedModel: string | null;
  /** `error` is not an answer: it is missing in the outcome table and may be asked again. */
  readonly status: 'ok' | 'refused' | 'truncated' | 'empty' | 'error';
  readonly text: string;
  readonly finishReason: string | null;
  /** `429`, `timeout`, `context_length_exceeded`…; `null` for an answer. */
  readonly errorCode: string | null;
  readonly inputTokens: number | null;
  /** A part of `inputTokens`. */
  readonly cachedInputTokens: number | null;
  readonly outputTokens: number | null;
  /** A part of `outputTokens`. */
  readonly reasoningTokens: number | null;
  readonly latencyMs: number;
  /** Time to the first piece of the answer; `null` where the provider did not stream. */
  readonly firstTokenMs: number | null;
  /** Mean natural logarithm of the probabilities of the answer's tokens, ≤ 0; `null` where none were sent. */
  readonly meanLogProbability: number | null;
  /** At the prices of the day it was asked; `null` for an error. */
  readonly costUsd: number | null;
  /** ISO 8601. */
  readonly askedAt: string;
}

/** True for an answer; false for an error, and where there is nothing. */
export function isAnswer(response: RecordedResponse | undefined): response is RecordedResponse {
  return response !== undefined && response.status !== 'error';
}

/** Where responses are kept. Several processes may hold one cache open; every method is one transaction. */
export interface ResponseCache {
  /** The response, or the error, of a key; `undefined` where there is none or what is stored is damaged. */
  get(key: string): RecordedResponse | undefined;
  /**
   * Announces that `owner` is about to ask. False where another owner's lease has not ended at `now`, or where an
   * answer (not an error) is stored. An intent whose lease has ended is taken over, and counted as one that may have
   * been paid for without an answer.
   *
   * @param now milliseconds since 1970; the lease ends at `now + leaseMs`
   */
  claim(key: string, owner: string, now: number, leaseMs: number): boolean;
  /**
   * Gives claims of `owner` back without an answer. A claim whose response could not be committed stays and lapses: the answer may
   * have been paid for, and will be asked for again.
   */
  release(keys: readonly string[], owner: string): void;
  /** Stores responses durably and ends their claims. An answer is never replaced; an error is, by whatever comes. */
  commit(responses: readonly RecordedResponse[]): void;
  /** All that is stored and intact, by key. */
  entries(): Iterable<RecordedResponse>;
  stats(): CacheStats;
  /** Keys whose stored bytes are not those that were written. Damaged entries are treated as absent. */
  verify(): readonly string[];
  /** Deletes entries; returns how many there were. */
  delete(keys: readonly string[]): number;
  close(): void;
}

export interface CacheStats {
  readonly answers: number;
  readonly errors: number;
  /** Claims that are open now. */
  readonly openIntents: number;
  /** Claims that were taken over after their lease had ended: at most so many requests were paid for in vain. */
  readonly lapsedIntents: number;
  /** Of the answers. */
  readonly costUsd: number;
  readonly byModel: readonly {
    readonly provider: string;
    readonly model: string;
    readonly answers: number;
    readonly errors: number;
    readonly costUsd: number;
  }[];
}
