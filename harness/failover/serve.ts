import type { Attempt } from '../decision-record.ts';
import type { ModelId } from '../model.ts';
import type { CircuitBreaker } from './circuit-breaker.ts';
import type { Failover } from './failover-schema.ts';
import { isFailure, mayPass } from './failure-kind.ts';

/** What became of one question to one model. */
export interface AttemptResult<T> {
  /** `429`, `503`, `timeout`, `network`…; absent = answered. */
  readonly errorType?: string;
  /** How long the provider asks to wait before the next question. */
  readonly retryAfterMs?: number;
  readonly latencyMs: number;
  /** What was billed; left out where nobody knows. */
  readonly costUsd?: number;
  readonly value?: T;
}

/** Asks one model once. Settles within `timeoutMs`, with the error type `timeout` where there is no answer by then. */
export type Send<T> = (model: ModelId, limit: { readonly timeoutMs: number }) => Promise<AttemptResult<T>>;

/** Milliseconds since any fixed moment. */
export interface Clock {
  now(): number;
  wait(ms: number): Promise<void>;
}

export interface ServeOptions {
  /** The choice, then its fallbacks. */
  readonly order: readonly ModelId[];
  readonly failover: Failover;
  readonly breaker: CircuitBreaker;
  readonly clock: Clock;
  /**
   * Whether constraints and limits allow a model now, or why not. Asked again right before every attempt, retries included;
   * only `true` lets a request through. Changes nothing.
   */
  mayAsk(model: ModelId): true | string;
}

export interface Skipped {
  readonly model: ModelId;
  readonly why: string;
}

/** What became of one request. */
export interface Served<T> {
  /** The model that was asked last: the one that answered, where there is an answer. Absent where nobody was asked. */
  readonly model?: ModelId;
  readonly value?: T;
  readonly attempts: readonly Attempt[];
  /** Models that were not asked, or not again. */
  readonly skipped: readonly Skipped[];
  /** By the clock, waits included. */
  readonly latencyMs: number;
  /** All attempts together; absent where that of an answer, or of every attempt, is not known. */
  readonly costUsd?: number;
  /** Why there is no answer: that of the last attempt. Absent where there is one, and of a refusal. */
  readonly errorType?: string;
  /** Why nobody was asked, in words. */
  readonly refused?: string;
}

/** Why a model is left: the request is settled, or the next model is to be tried. */
type Ending<T> = 'next' | { readonly value?: T };

/**
 * Sends a request to the first model of an order that answers.
 *
 * A model that cools down is passed over while another may be asked, and tried at the end where no other answered. What is
 * no failure by the policy (400: the request is wrong everywhere) goes back to the caller at once. An attempt is given up
 * after `switchAfterMs` only where another model may be asked, and then is not repeated (`slow`); nor is one that timed out.
 */
export async function serve<T>(send: Send<T>, options: ServeOptions): Promise<Served<T>> {
  const { failover, breaker, clock, mayAsk } = options;
  const order = [...new Set(options.order)];
  const start = clock.now();
  const rest = () => start + failover.totalTimeoutMs - clock.now();
  const attempts: Attempt[] = [];
  const skipped: Skipped[] = [];
  const cooling: ModelId[] = [];

  for (const [at, model] of order.entries()) {
    if (breaker.state(model, clock.now()) === 'open') {
      cooling.push(model);
      continue;
    }
    const ending = await exhaust(model, order.slice(at + 1));
    if (ending !== 'next') return served(ending);
  }
  while (cooling.length > 0) {
    const model = cooling.shift()!;
    const ending = await exhaust(model, [...cooling], true);
    if (ending !== 'next') return served(ending);
  }
  return served({});

  /** Asks one model until it answers or is to be left. */
  async function exhaust(model: ModelId, later: readonly ModelId[], lastResort = false): Promise<Ending<T>> {
    const next = () =>
      later.some((id) => mayAsk(id) === true && (lastResort || breaker.state(id, clock.now()) !== 'open'));
    for (let retry = 0; ; retry++) {
      const allowed = mayAsk(model);
      if (allowed !== true) return left(model, allowed);
      if (rest() <= 0) return left(model, 'the total time-out is over');
      const { result, errorType } = await attempt(model, next);
      if (errorType === undefined || !isFailure(errorType, failover.failureStatuses)) {
        breaker.answered(model);
        return errorType === undefined ? { value: result.value as T } : {};
      }
      breaker.failed(model, clock.now());
      if (retry === failover.retries || !mayPass(errorType)) return 'next';
      const delay = Math.max(failover.retryDelayMs * 2 ** retry, result.retryAfterMs ?? 0);
      if (delay >= rest()) return 'next';
      // Who would not wait longer for an answer does not wait longer to ask again.
      const isTooLong = delay > (failover.switchAfterMs ?? delay);
      // A second time-out would leave the others no time.
      const isNoUse = errorType === 'timeout' || isTooLong || breaker.state(model, clock.now()) === 'open';
      if (isNoUse && next()) return 'next';
      await clock.wait(delay);
    }
  }

  async function attempt(model: ModelId, next: () => boolean) {
    const whole = Math.min(failover.attemptTimeoutMs, rest());
    const switchAfter = failover.switchAfterMs ?? Number.POSITIVE_INFINITY;
    const timeoutMs = switchAfter < whole && next() ? switchAfter : whole;
    breaker.sent(model, clock.now());
    const result = await send(model, { timeoutMs });
    const errorType = result.errorType === 'timeout' && timeoutMs < whole ? 'slow' : result.errorType;
    attempts.push({
      model,
      ...(errorType === undefined ? {} : { 'error.type': errorType }),
      latencyMs: result.latencyMs,
      ...(result.costUsd === undefined ? {} : { costUsd: result.costUsd }),
    });
    return { result, errorType };
  }

  function left(model: ModelId, why: string): 'next' {
    skipped.push({ model, why });
    return 'next';
  }

  function served({ value }: { readonly value?: T }): Served<T> {
    for (const model of cooling) left(model, 'it cools down after failures');
    const last = attempts.at(-1);
    const latencyMs = clock.now() - start;
    if (last === undefined) return { attempts, skipped, latencyMs, refused: refusal(skipped) };
    const errorType = last['error.type'];
    const costUsd = costOf(attempts);
    return {
      model: last.model,
      ...(value === undefined ? {} : { value }),
      attempts,
      skipped,
      latencyMs,
      ...(costUsd === undefined ? {} : { costUsd }),
      ...(errorType === undefined ? {} : { errorType }),
    };
  }
}

/** A failed attempt whose bill is not known is taken for free; an answer is not. */
function costOf(attempts: readonly Attempt[]): number | undefined {
  const known = attempts.flatMap(({ costUsd }) => (costUsd === undefined ? [] : [costUsd]));
  const last = attempts.at(-1)!;
  if (known.length === 0 || (last['error.type'] === undefined && last.costUsd === undefined)) return undefined;
  return known.reduce((sum, usd) => sum + usd, 0);
}

function refusal(skipped: readonly Skipped[]): string {
  if (skipped.length === 0) return 'there is no model to ask';
  return `no model may be asked: ${skipped.map(({ model, why }) => `${model} (${why})`).join(', ')}`;
}
