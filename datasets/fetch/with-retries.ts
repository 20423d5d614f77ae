import { setTimeout as sleep } from 'node:timers/promises';
import { StatusError } from './open-url.ts';

export interface Retries {
  readonly signal: AbortSignal;
  /** How often to try in all, at least 1. */
  readonly attempts: number;
  /** Pause before the second attempt; doubled before each further one. */
  readonly pauseMs: number;
}

/**
 * Runs `attempt` until it succeeds, and throws its last error. A status such as 404 will not change and is not tried
 * again; 429 and 5xx may, as may a broken connection or a damaged file.
 */
export async function withRetries<T>(attempt: () => Promise<T>, { signal, attempts, pauseMs }: Retries): Promise<T> {
  for (let done = 1; ; done++) {
    try {
      return await attempt();
    } catch (error) {
      signal.throwIfAborted();
      if (done >= attempts || isFinal(error)) throw error;
    }
    await sleep(pauseMs * 2 ** (done - 1), undefined, { signal });
  }
}

function isFinal(error: unknown): boolean {
  return error instanceof StatusError && error.status !== 429 && error.status < 500;
}
