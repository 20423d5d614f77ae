import { z } from 'zod';
import { priceSchema, usdSchema } from '../../harness/price-schema.ts';

/** No `/`, no dots: the name becomes part of a folder name. */
const name = z
  .string()
  .max(100)
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'kebab-case is expected, such as my-dataset');

const cardPriceSchema = priceSchema.extend({
  usdPerRequest: usdSchema.default(0),
  source: priceSchema.shape.source.default('card'),
});

const modelSchema = z.strictObject({
  id: z.string().min(1).max(300),
  provider: z.string().optional(),
  /** May be left out when every outcome carries its cost. */
  price: cardPriceSchema.optional(),
  /** Largest prompt plus answer, in tokens. */
  contextTokens: z.number().int().positive().optional(),
  /** What constraints may speak of: region, data-processing agreement… */
  attributes: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
});

/** `card.json` of a native dataset. */
export const nativeCardSchema = z.strictObject({
  format: z.literal('signalbox/dataset'),
  /** Older versions are read too; what each adds stands beside the rows, in `OUTCOME_KEYS`. */
  version: z.literal([1, 2]),
  name,
  title: z.string().min(1),
  description: z.string().optional(),
  licence: z.string().optional(),
  source: z.string().optional(),
  /** True when the models are simulated: every report then says so in its first line. */
  simulated: z.boolean().default(false),
  /** The native quality scale of `outcomes.jsonl`. */
  scale: z
    .strictObject({ min: z.number(), max: z.number() })
    .refine(({ min, max }) => min < max, 'min is below max')
    .default({ min: 0, max: 1 }),
  /** What was estimated rather than recorded, in words. */
  estimates: z.array(z.string()).default([]),
  models: z
    .array(modelSchema)
    .min(1)
    .refine((models) => new Set(models.map((model) => model.id)).size === models.length, 'two models have the same id'),
  /** The columns of `signals.jsonl`, and who is asked for each; the answering model itself where left out. Since version 2. */
  signals: z
    .record(z.string().regex(/^[a-z0-9][a-z0-9-]*$/), z.strictObject({ asked: modelSchema.optional() }))
    .optional(),
  /** One sentence that readers must see before any figure. */
  notice: z.string().optional(),
});

/** What is written into a card. */
export type NativeCardInput = z.input<typeof nativeCardSchema>;
/** A card as read, defaults filled in. */
export type NativeCard = z.output<typeof nativeCardSchema>;
