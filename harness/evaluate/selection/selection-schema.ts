import { z } from 'zod';
import { costQualitySchema, estimateOrWhySchema, estimateSchema } from '../figures-schema.ts';

/** One or two models that share the traffic at random; shares sum to 1. */
export const modelSharesSchema = z
  .array(z.strictObject({ model: z.string(), share: z.number().min(0).max(1) }))
  .min(1)
  .max(2);

const pathShape = {
  /** Points that were tested, and how many of them were certified before the first that was not. */
  tested: z.int(),
  certified: z.int(),
  /** The first point that could not be certified, on validate. */
  stoppedAt: costQualitySchema.optional(),
};

/** How the policy was chosen on validate. */
export const selectionSchema = z.strictObject({
  /** Chance that what ships breaks its claim. */
  alpha: z.number(),
  /** Error rate at which each path was tested: alpha ÷ paths. */
  pathLevel: z.number(),
  /** Error rate at which each router was tested against mixing. */
  gainLevel: z.number(),
  routers: z.array(
    z.strictObject({
      router: z.string(),
      ...pathShape,
      /** Mean quality gained over mixing single models at equal cost, over the whole path, on validate. */
      overMixing: z.strictObject({ value: z.number(), standardError: z.number(), p: z.number() }),
      /** Whether that gain is above zero at `gainLevel`: the router knows something about queries. */
      knows: z.boolean(),
    }),
  ),
  /** Single models and their mixtures: what needs no router. */
  mixing: z.strictObject({ ...pathShape, models: modelSharesSchema, chosen: costQualitySchema }),
  /** Why no router ships, where none does. */
  refusal: z.enum(['none-certified', 'none-knows', 'none-better']).optional(),
});

/** What validate promised of the policy, with the intervals that it had. */
export const promisedSchema = z.strictObject({
  quality: estimateSchema,
  costUsd: estimateSchema,
  costSaved: estimateOrWhySchema,
  qualityGained: estimateSchema,
});

export type Selection = z.infer<typeof selectionSchema>;
export type Promised = z.infer<typeof promisedSchema>;
export type ModelShareFigures = z.infer<typeof modelSharesSchema>;
