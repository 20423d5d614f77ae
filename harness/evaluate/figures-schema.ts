import { z } from 'zod';

/** A figure that may not exist, with the reason why. NaN never reaches a file. */
export const figureSchema = z.union([z.number(), z.strictObject({ undefined: z.string() })]);

/** A mean over test queries with its 95 % interval (t on per-query values, cluster-robust by group). */
export const estimateSchema = z.strictObject({
  value: z.number(),
  low: z.number(),
  high: z.number(),
  /** Queries, and clusters (groups) among them. */
  n: z.int(),
  clusters: z.int(),
});
/** An estimate that may not exist, with the reason why. */
export const estimateOrWhySchema = z.union([estimateSchema, z.strictObject({ undefined: z.string() })]);

/** One operating point of a router on one split. */
export const pointSchema = z.strictObject({
  /**
   * USD per unit of quality; `null` = infinite (quality at any price). Points without a tradeoff have 0. Of a cascade the
   * least signal that accepts an answer; `null` = none but the last model's.
   */
  tradeoff: z.number().nullable(),
  /** Mean USD per query, everything that routing spent included. */
  costUsd: z.number(),
  quality: z.number(),
  /** Share of traffic per model, in the order of `models`; sums to 1 with `refused`. */
  shares: z.array(z.number()),
  /** Share of requests that no allowed model was left for; they count as quality 0. Absent where there are none. */
  refused: z.number().optional(),
  /** Of model and router together; absent where the dataset has no latencies. */
  latencyMs: z.strictObject({ p50: z.number(), p95: z.number() }).optional(),
  /** 95 % intervals of the two means. On test only; absent in results before version 3. */
  interval: z
    .strictObject({
      quality: z.strictObject({ low: z.number(), high: z.number() }),
      costUsd: z.strictObject({ low: z.number(), high: z.number() }),
    })
    .optional(),
});

/** Mean cost in USD per query and mean quality. */
export const costQualitySchema = z.strictObject({ costUsd: z.number(), quality: z.number() });

/** A deployable operating point: one tradeoff, or two mixed by a hash of session or request. */
export const operatingPointSchema = z.strictObject({
  mix: z
    .array(z.strictObject({ tradeoff: z.number().nonnegative().nullable(), share: z.number().min(0).max(1) }))
    .min(1)
    .max(2),
});

export type Estimate = z.infer<typeof estimateSchema>;
export type EstimateOrWhy = z.infer<typeof estimateOrWhySchema>;
export type Figure = z.infer<typeof figureSchema>;
export type OperatingPoint = z.infer<typeof operatingPointSchema>;
export type CurvePoint = z.infer<typeof pointSchema>;
export type CostQuality = z.infer<typeof costQualitySchema>;
