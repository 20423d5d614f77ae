import OpenAI from 'openai';
import { retryAfterMs } from './retry-after.ts';

/** Why an attempt gave no answer. */
export interface AskFailure {
  /** What is recorded as the error code: `429`, `timeout`, `context_length_exceeded`… Never longer than 100 characters. */
  readonly code: string;
  /**
   * `retry`: may pass. `question`: this question will always fail (too long, refused by the API). `model`: every
   * question to this model will fail (unknown model). `provider`: so will every model (wrong key).
   */
  readonly kind: 'retry' | 'question' | 'model' | 'provider';
  /** How long the provider asks to wait. */
  readonly retryAfterMs: number | undefined;
  /** True where the provider may have worked, and billed, although no answer arrived. */
  readonly maybePaid: boolean;
}

/** Nobody listens at the base URL. */
export const UNREACHABLE = 'unreachable';

/** Sorts what the SDK throws. */
export function failureOf(error: unknown): AskFailure {
  if (error instanceof OpenAI.APIUserAbortError) return failed('interrupted');
  if (error instanceof OpenAI.APIConnectionTimeoutError) return failed('timeout');
  if (error instanceof OpenAI.APIConnectionError) {
    return neverSent(error) ? { ...failed(UNREACHABLE), maybePaid: false } : failed('connection');
  }
  // What `fetch` throws where a connection ends in the middle of a body.
  if (error instanceof TypeError && error.message === 'terminated') return failed('connection');
  if (!(error instanceof OpenAI.APIError)) return failed('malformed-response');
  // An error that came in the middle of a stream.
  if (error.status === undefined) return failed(String(error.code || 'malformed-response').slice(0, 100));
  const code = (typeof error.code === 'string' && error.code !== '' ? error.code : String(error.status)).slice(0, 100);
  const retryAfter = retryAfterMs(error.headers?.get('retry-after-ms'), error.headers?.get('retry-after'));
  return { code, kind: kindOf(error.status, code), retryAfterMs: retryAfter, maybePaid: error.status >= 500 };
}

/** A failure that may pass, and may have been billed. */
export function failed(code: string): AskFailure {
  return { code, kind: 'retry', retryAfterMs: undefined, maybePaid: true };
}

/** True where no connection came about at all. */
function neverSent(error: Error): boolean {
  for (let cause: unknown = error.cause, depth = 0; cause instanceof Error && depth < 5; cause = cause.cause, depth++) {
    if ('code' in cause && /^(?:ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH)$/.test(String(cause.code))) return true;
  }
  return false;
}

function kindOf(status: number, code: string): AskFailure['kind'] {
  // Asked too often passes; out of credit does not.
  if (status === 429) return code === 'insufficient_quota' ? 'provider' : 'retry';
  if (status === 401 || status === 403) return 'provider';
  if (status === 404) return 'model';
  return status === 408 || status === 409 || status >= 500 ? 'retry' : 'question';
}
