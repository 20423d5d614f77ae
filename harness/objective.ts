import { z } from 'zod';

/**
 * What "best" means. Chosen on validate among every router's operating points and the single models.
 * Quality is 0..1; USD per query; latency in milliseconds.
 */
const latencyCap = {
  /** The 95th percentile of latency, the router's own included, may not exceed this. */
  maxP95LatencyMs: z.number().positive().optional(),
};

export const objectiveSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('cheapest-within'),
    /** The most quality that may be lost against the reference model: .01 is one point of a hundred. */
    margin: z.number().min(0).max(1),
    /** A model id; the best single model on train when left out. */
    reference: z.string().optional(),
    ...latencyCap,
  }),
  z.strictObject({
    kind: z.literal('best-under-budget'),
    maxUsdPerQuery: z.number().positive(),
    reference: z.string().optional(),
    ...latencyCap,
  }),
  z.strictObject({
    kind: z.literal('willingness-to-pay'),
    /** What a query answered fully right (quality 1 instead of 0) is worth. */
    usdPerQuality: z.number().positive(),
    reference: z.string().optional(),
    ...latencyCap,
  }),
]);

export type Objective = z.infer<typeof objectiveSchema>;
