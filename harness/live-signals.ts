import { z } from 'zod';

/**
 * What only the moment of a request knows: passed in by the application, never read from a clock or a network, and kept in the
 * decision record, so that a decision can be made again from its record. The tier of a user is metadata of the request.
 */
export const liveSignalsSchema = z.strictObject({
  /** Per model of the pool; what is left out is not known, and not known is taken for healthy. */
  models: z
    .record(
      z.string(),
      z.strictObject({
        /** False while its provider is known to fail: it is tried after all others. */
        healthy: z.boolean().optional(),
        /** Latency of its answers now, in ms: above the policy's `switchAfterMs` it is tried after the faster ones. */
        latencyMs: z.number().nonnegative().optional(),
        /** Requests that its quota leaves; at 0 it is not asked. */
        requestsLeft: z.int().nonnegative().optional(),
      }),
    )
    .optional(),
  /** What the budget leaves, in USD: a model whose predicted cost is above it is not asked. */
  remainingUsd: z.number().nonnegative().optional(),
  /** Who answered the turn before of this conversation, and the tokens of it that its prompt cache holds. */
  served: z.strictObject({ model: z.string(), cachedInputTokens: z.int().nonnegative() }).optional(),
});

/** What an evaluation assumes of the moment: a budget that never ends. */
export const UNLIMITED: LiveSignals = { remainingUsd: Number.MAX_VALUE };

export type LiveSignals = z.infer<typeof liveSignalsSchema>;
