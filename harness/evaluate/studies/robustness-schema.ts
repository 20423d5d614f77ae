import { z } from 'zod';
import { costQualitySchema, estimateOrWhySchema, estimateSchema } from '../figures-schema.ts';
import { shipsSchema, whySchema } from './ships-schema.ts';

/** What ships in one variant of the run, what validate promised of it, and what it delivers on test. */
const shippedSchema = shipsSchema.extend({
  feasible: z.boolean(),
  referenceModel: z.string(),
  promised: costQualitySchema,
  quality: estimateSchema,
  costUsd: estimateSchema,
  /** Against the reference model of this variant, paired. */
  qualityGained: estimateSchema,
  costSaved: estimateOrWhySchema,
  /** Quality minus that of the reference model of the unchanged run, paired; absent where the test queries are others. */
  qualityAgainstUnchanged: estimateSchema.optional(),
});

const gainSchema = z.strictObject({ name: z.string(), aiq: estimateSchema, aiqMinusZero: estimateSchema });
const leftOutSchema = z.strictObject({ router: z.string(), why: z.string() });

const variantShape = { ships: shippedSchema, routers: z.array(gainSchema), leftOut: z.array(leftOutSchema) };

export const labelNoiseSchema = z.strictObject({
  /** Share of the training grades that were made wrong. */
  rate: z.number().min(0).max(1),
  ...variantShape,
});

export const judgeErrorSchema = z.strictObject({
  /** Share of the grades of train and validate that were made wrong; test is graded right. */
  rate: z.number().min(0).max(1),
  ships: shippedSchema,
});

export const removedModelSchema = z.strictObject({ model: z.string(), ...variantShape });
export const fewOutcomesSchema = z.strictObject({ outcomes: z.int(), ...variantShape });
export const leftOutTaskSchema = z.strictObject({
  task: z.string(),
  /** Its test queries. */
  n: z.int(),
  ...variantShape,
});

const modelRemovedSchema = z.strictObject({
  models: z.array(removedModelSchema),
  /** Models that were not taken out, to bound the number of fits. */
  notTried: z.int(),
});

const modelAddedSchema = z.strictObject({
  /** The model of which few outcomes are known. */
  model: z.string(),
  /** Quality (0..1) within which a policy counts as as good as the one of all outcomes. */
  margin: z.number(),
  /** Outcomes that all other models have. */
  trainOutcomes: z.int(),
  /** Ascending; the last has all outcomes. */
  steps: z.array(fewOutcomesSchema).min(1),
  /** The fewest outcomes from which on all studied numbers are within the margin; as many as there are where none is. */
  enough: z.int(),
});

const taskLeftOutSchema = z.strictObject({
  tasks: z.array(leftOutTaskSchema),
  notTried: z.int(),
});

export const rewordedSchema = z.strictObject({
  /** `dataset`: groups of the dataset that are paraphrases. Otherwise how the prompts were changed. */
  how: z.enum(['dataset', 'lower case', 'white space', 'polite prefix', 'typos']),
  queries: z.int(),
  routers: z.array(
    z.strictObject({
      name: z.string(),
      /** Share of the reworded queries whose route flips, 0..1; the robustness is 1 − it. */
      flips: estimateSchema,
      /** Quality and cost of the answers by the new route minus those by the route of the original. */
      qualityEffect: estimateSchema,
      costEffectUsd: estimateSchema,
    }),
  ),
  leftOut: z.array(leftOutSchema),
});

/** What a verdict withstands: `signalbox study robustness`. Every variant is fitted, chosen and measured anew. */
export const robustnessSchema = z.strictObject({
  /** The unchanged run, by the same functions. */
  unchanged: z.strictObject(variantShape),
  /** Rates ascending from 0, the unchanged run. */
  labelNoise: z.array(labelNoiseSchema).min(1),
  judgeError: z.array(judgeErrorSchema).min(1),
  modelRemoved: z.union([modelRemovedSchema, whySchema]),
  modelAdded: z.union([modelAddedSchema, whySchema]),
  taskLeftOut: z.union([taskLeftOutSchema, whySchema]),
  paraphrases: z.array(rewordedSchema),
  /** Paraphrased test queries that the dataset itself has. */
  datasetParaphrases: z.int(),
});

export type Robustness = z.infer<typeof robustnessSchema>;
export type Shipped = z.infer<typeof shippedSchema>;
export type Variant = Robustness['unchanged'];
export type RemovedModel = z.infer<typeof removedModelSchema>;
export type FewOutcomes = z.infer<typeof fewOutcomesSchema>;
export type LeftOutTask = z.infer<typeof leftOutTaskSchema>;
export type ModelAdded = z.infer<typeof modelAddedSchema>;
export type Reworded = z.infer<typeof rewordedSchema>;
