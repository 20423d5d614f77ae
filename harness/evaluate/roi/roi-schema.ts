import { z } from 'zod';
import { estimateOrWhySchema, estimateSchema } from '../figures-schema.ts';

/** A router beside something that needs none. All on test, everything chosen on train and validate. */
export const alternativeSchema = z.strictObject({
  /**
   * What it is, of these. `reference`: the reference model. `best-single`: the best single model on train. `without-router`:
   * what would ship if there were no routers. `same-promise`: the cheapest random mix of single models that promises the
   * router's quality on validate.
   */
  kinds: z.array(z.enum(['reference', 'best-single', 'without-router', 'same-promise'])).min(1),
  /** One model, or two at random; shares sum to 1. */
  mix: z
    .array(z.strictObject({ model: z.string(), share: z.number().min(0).max(1) }))
    .min(1)
    .max(2),
  /** Whether it reaches the router's quality on validate. Where no mix can, the best single model there has its promise. */
  reaches: z.boolean(),
  /** Mean USD per query and mean quality; of a mixture their expectation. */
  costUsd: z.number(),
  quality: z.number(),
  /** Cost of the alternative minus that of the router, USD per query, paired. */
  savingUsd: estimateSchema,
  /** Quality of the router minus that of the alternative, paired. */
  qualityGained: estimateSchema,
});

/** A step up a curve from a cheaper point to a dearer one, both fixed on validate, measured on test. */
const stepSchema = z.strictObject({
  /** What the step costs more, USD per query. */
  costUsd: estimateSchema,
  /** What it is better by. */
  quality: estimateSchema,
  /** Their ratio in the unit of the tradeoff: USD per query for a quality of 1 more. Interval by Fieller's theorem. */
  usdPerQuality: estimateOrWhySchema,
});

export const stepOrWhySchema = z.union([stepSchema, z.strictObject({ undefined: z.string() })]);

/** What the last point of quality costs along a router's curve. */
export const lastPointSchema = z.strictObject({
  /** At the chosen operating point: between the two that are mixed, or up to the one that ships. */
  atChosen: stepOrWhySchema,
  /** Up to the dearest vertex of the hull. */
  atTop: stepOrWhySchema,
});

/** What is said of the pool before any router. */
export const poolFactsSchema = z.strictObject({
  /** Models with the same grade on every evaluated query; `sameCost` where they also cost the same on each. */
  identical: z.array(z.strictObject({ models: z.array(z.string()).min(2), sameCost: z.boolean() })),
  /** What the last point of quality costs without a router: up to the reference model from the cheaper ones, mixed. */
  referenceLastPoint: stepOrWhySchema,
});

export type Alternative = z.infer<typeof alternativeSchema>;
export type Step = z.infer<typeof stepSchema>;
export type StepOrWhy = z.infer<typeof stepOrWhySchema>;
export type LastPoint = z.infer<typeof lastPointSchema>;
export type PoolFacts = z.infer<typeof poolFactsSchema>;
