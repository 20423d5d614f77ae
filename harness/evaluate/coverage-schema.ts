import { z } from 'zod';
import { estimateSchema } from './figures-schema.ts';

/** A part of the test queries, by how far they are from what the router was fitted on. */
const bandSchema = z.strictObject({
  n: z.int(),
  /** Least and largest distance, 1 − cosine, 0..2. */
  low: z.number(),
  high: z.number(),
  /** Of the router at its chosen operating point. */
  quality: estimateSchema,
  /** The same minus the quality of the reference model, paired. */
  qualityGained: estimateSchema,
  /** Mean USD per query, routing included. */
  costUsd: z.number(),
});

/**
 * How well the training prompts cover the test queries: fifths of the test queries by distance, the nearest first (fewer
 * where distances tie).
 */
export const coverageSchema = z.union([
  z.strictObject({
    bands: z.array(bandSchema).min(2),
    /** `qualityGained` of the farthest fifth minus that of all others: below 0 where the router does worse on what it knows least. */
    farthestMinusRest: estimateSchema,
  }),
  z.strictObject({ undefined: z.string() }),
]);

export type Coverage = z.infer<typeof coverageSchema>;
export type CoverageBand = z.infer<typeof bandSchema>;
