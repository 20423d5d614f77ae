import { createHash } from 'node:crypto';
import type { RecordedResponse } from './response-cache.ts';

/** A key that looks as real ones do. */
export function keyOf(name: string): string {
  return createHash('sha256').update(name).digest('hex');
}

/** An answer that differs from others by its key and its text. */
export function answer(name: string, changes: Partial<RecordedResponse> = {}): RecordedResponse {
  return {
    key: keyOf(name),
    provider: 'house',
    model: 'small',
    repetition: 0,
    baseUrl: 'http://127.0.0.1:9/v1',
    servedModel: 'small-2026',
    status: 'ok',
    text: `The answer to ${name}.`,
    finishReason: 'stop',
    errorCode: null,
    inputTokens: 12,
    cachedInputTokens: 4,
    outputTokens: 7,
    reasoningTokens: null,
    latencyMs: 12.5,
    firstTokenMs: null,
    meanLogProbability: null,
    costUsd: 0.25,
    askedAt: '2026-03-01T12:00:00.000Z',
    ...changes,
  };
}

/** The error that stands in the place of an answer. */
export function failure(name: string, changes: Partial<RecordedResponse> = {}): RecordedResponse {
  return answer(name, {
    status: 'error',
    text: '',
    servedModel: null,
    finishReason: null,
    errorCode: '429',
    inputTokens: null,
    cachedInputTokens: null,
    outputTokens: null,
    costUsd: null,
    ...changes,
  });
}
