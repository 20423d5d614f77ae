import { z } from 'zod';

const millisecondsSchema = z.number().positive();

/** Whom to try when the chosen model fails: a chain applies where the choice is `from` and the condition holds. */
export const fallbackChainSchema = z.strictObject({
  name: z.string().min(1),
  /** The model that the router chose; whichever it is where left out. */
  from: z.string().optional(),
  /** CEL over `prompt` and `metadata`, as in rules; a request that lacks a field does not match. */
  when: z.string().min(1).optional(),
  /** The models to try next, in order; none means that nobody else is asked. */
  to: z.array(z.string()),
});

/** How a request survives a failing provider. Every field has a default. */
export const failoverSchema = z.strictObject({
  /** The first that applies is used; where none does, the router's own order of the allowed models. */
  chains: z.array(fallbackChainSchema).default([]),
  /** Attempts at the same model after the first, where a failure may pass. */
  retries: z.int().min(0).max(10).default(1),
  /** Wait before the first retry, doubled before each further one. */
  retryDelayMs: z.number().nonnegative().default(250),
  /** Longest that one attempt may take. */
  attemptTimeoutMs: millisecondsSchema.default(60_000),
  /** Longest that a request may take, all attempts together. */
  totalTimeoutMs: millisecondsSchema.default(120_000),
  /** Give up on an attempt after this long and try the next model, where there is one; only `attemptTimeoutMs` where left out. */
  switchAfterMs: millisecondsSchema.optional(),
  /** HTTP statuses after which the request is tried elsewhere; a timeout and a broken connection always are. */
  failureStatuses: z.array(z.int().min(400).max(599)).default([408, 429, 500, 502, 503, 504, 529]),
  /** After so many failures in a row within so long, a model is left out for so long (a circuit breaker). */
  coolDown: z
    .strictObject({
      failures: z.int().positive().default(3),
      withinMs: millisecondsSchema.default(60_000),
      forMs: millisecondsSchema.default(30_000),
    })
    .prefault({}),
});

const perSchema = z.enum(['minute', 'hour', 'day', 'month']);

/** What may be spent in a calendar period (UTC), all requests together. */
export const limitsSchema = z.strictObject({
  budgets: z.array(z.strictObject({ usd: z.number().positive(), per: perSchema })).default([]),
  quotas: z.array(z.strictObject({ model: z.string(), requests: z.int().positive(), per: perSchema })).default([]),
});

export type FallbackChain = z.infer<typeof fallbackChainSchema>;
export type Failover = z.infer<typeof failoverSchema>;
export type FailoverInput = z.input<typeof failoverSchema>;
export type Limits = z.infer<typeof limitsSchema>;
export type LimitsInput = z.input<typeof limitsSchema>;
