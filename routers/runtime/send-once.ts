import type { AttemptResult, Send } from '../../harness/failover/serve.ts';
import { costAt, type Model, type ModelId } from '../../harness/model.ts';
import { retryAfterMs } from '../../harness/record/provider/retry-after.ts';
import type { RouteRequest } from '../../harness/request.ts';

/** The answer of a model, as the application got it. */
export interface ModelAnswer<T> {
  readonly value: T;
  /** Cached ones included. */
  readonly inputTokens?: number | undefined;
  readonly cachedInputTokens?: number | undefined;
  readonly outputTokens?: number | undefined;
  /** What was billed; tokens × the price of the policy where left out. */
  readonly costUsd?: number | undefined;
  /** The model that answered, as its provider names it. */
  readonly responseModel?: string | undefined;
  /** `stop`, `length`, `content_filter`…, as the provider has it. */
  readonly finishReasons?: readonly string[] | undefined;
  /** Of a cascade: the signal of this answer that `accept` names. Without one the answer is not accepted. */
  readonly score?: number | undefined;
}

export interface SendLimit {
  readonly request: RouteRequest;
  /** Aborted when the time is over: pass it to `fetch` or to the provider's SDK. */
  readonly signal: AbortSignal;
  readonly timeoutMs: number;
}

/**
 * Asks one model once, without retries of its own. Throws where there is no answer: an error with a `status` (as the SDK of
 * OpenAI and many others throw) is known by that, a broken connection by its code; any other error goes back to the caller,
 * for it would happen with every model.
 */
export type SendToModel<T> = (model: ModelId, limit: SendLimit) => Promise<ModelAnswer<T>>;

/**
 * The application's `send` as failover wants it: it settles in time, never throws, and says what went wrong.
 *
 * @param onThrown gets what `send` threw, for the caller
 */
export function sendOnce<T>(
  send: SendToModel<T>,
  request: RouteRequest,
  models: readonly Model[],
  now: () => number,
  onThrown: (thrown: unknown) => void,
): Send<ModelAnswer<T>> {
  return async (model, { timeoutMs }) => {
    const start = now();
    const controller = new AbortController();
    let timer: NodeJS.Timeout | undefined;
    const timeout = new Promise<'timeout'>((resolve) => {
      timer = setTimeout(resolve, timeoutMs, 'timeout');
    });
    try {
      const asked = send(model, { request, signal: controller.signal, timeoutMs });
      // Who was given up may still fail: nobody waits for it any more.
      asked.catch(() => undefined);
      const answer = await Promise.race([asked, timeout]);
      const latencyMs = now() - start;
      if (answer === 'timeout') {
        controller.abort();
        return { errorType: 'timeout', latencyMs };
      }
      const costUsd = costOf(answer, models.find(({ id }) => id === model)!);
      return { latencyMs, value: answer, ...(costUsd === undefined ? {} : { costUsd }) };
    } catch (thrown) {
      onThrown(thrown);
      return { ...failure(thrown), latencyMs: now() - start };
    } finally {
      clearTimeout(timer);
    }
  };
}

function costOf({ costUsd, inputTokens, cachedInputTokens, outputTokens }: ModelAnswer<unknown>, { price }: Model) {
  if (costUsd !== undefined || inputTokens === undefined || outputTokens === undefined) return costUsd;
  return costAt(price!, inputTokens, outputTokens, Math.min(inputTokens, cachedInputTokens ?? 0));
}

interface Thrown {
  readonly name?: unknown;
  readonly message?: unknown;
  readonly status?: unknown;
  readonly code?: unknown;
  readonly cause?: unknown;
  readonly headers?: { get?(name: string): string | null };
}

/** By words and not by classes: a runtime cannot depend on the SDK that the application happens to use. */
function failure(thrown: unknown): Pick<AttemptResult<never>, 'errorType' | 'retryAfterMs'> {
  const error: Thrown = typeof thrown === 'object' && thrown !== null ? thrown : {};
  if (typeof error.status === 'number') {
    const wait = retryAfterMs(error.headers?.get?.('retry-after-ms'), error.headers?.get?.('retry-after'));
    return { errorType: String(error.status), ...(wait === undefined ? {} : { retryAfterMs: wait }) };
  }
  const said = [error, error.cause].flatMap((each) => {
    const { name, message, code } = (typeof each === 'object' && each !== null ? each : {}) as Thrown;
    return [name, message, code].filter((word) => typeof word === 'string');
  });
  if (said.some((word) => /timeout|^AbortError$|^ETIMEDOUT$/i.test(word))) return { errorType: 'timeout' };
  if (said.some((word) => NETWORK.test(word))) return { errorType: 'network' };
  return { errorType: OTHER };
}

const NETWORK =
  /^(?:APIConnectionError|fetch failed|terminated|socket hang up|other side closed|E(?:CONNRESET|CONNREFUSED|CONNABORTED|NOTFOUND|AI_AGAIN|HOSTUNREACH|NETUNREACH|PIPE)|UND_ERR_\w+)$/;
/** OpenTelemetry's word for an error that has no other. */
const OTHER = '_OTHER';
