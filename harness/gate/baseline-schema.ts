import { z } from 'zod';
import { estimateOrWhySchema, estimateSchema, operatingPointSchema } from '../evaluate/figures-schema.ts';
import { objectiveSchema } from '../objective.ts';
import { priceSchema } from '../price-schema.ts';
import { CRITERIA } from './gate-schema.ts';

/** Version of `bench.lock.json`. A reader refuses another one. */
export const BASELINE_VERSION = 1;

/** Sixty bits of a SHA-256, in base64url. */
export const HASH_LENGTH = 10;
const MOST_ROWS = 1_000_000;

/** Ids, names and reasons: nothing in a lock file is a text of its own. */
const nameSchema = z.string().min(1).max(2000);
const hashSchema = z.string().regex(/^[\w-]{10}$/);
const countSchema = z.int().nonnegative();

/** An example of train or validate: the hash of its row, a space, its id. */
const rowSchema = z
  .string()
  .max(2000)
  .regex(/^[\w-]{10} [\s\S]+$/);

/**
 * A test example: id, hash of its row, index of the model that the policy sends it to (−1 = refused), quality of the answer,
 * everything spent in USD, latency in ms (`null` = not recorded), whether the model is the one its label names (`null` = no
 * such label), constraints that the choice breaks, and its cluster: examples of one number are not independent.
 */
const testRowSchema = z.tuple([
  nameSchema,
  hashSchema,
  z.int().min(-1),
  z.number().min(0).max(1),
  z.number().nonnegative(),
  z.number().nonnegative().nullable(),
  z.union([z.literal(0), z.literal(1)]).nullable(),
  countSchema,
  countSchema,
]);

/** What the policy would differ by if an alternative answered instead: enough to plan with. */
const alternativeSchema = z.strictObject({
  name: nameSchema,
  /** Mean harm per query: quality lost, or cost risen as a share of the policy's own. */
  mean: z.number(),
  /** Σ over clusters of (Σ harm)², corrected for clusters and divided by queries²: the square of a standard error about 0. */
  square: z.number().nonnegative(),
});

export const planningSchema = z.strictObject({
  queries: z.int().min(2),
  clusters: z.int().min(2),
  alternatives: z.array(alternativeSchema).max(2000),
  /** Standard error of the policy's own mean, as a share of it; of relative criteria, whose margin varies with it. */
  ownError: z.number().nonnegative().optional(),
});

export const baselineFileSchema = z.strictObject({
  schema: z.literal('signalbox/baseline'),
  version: z.literal(BASELINE_VERSION),
  dataset: z.strictObject({ name: nameSchema, simulated: z.boolean() }),
  fingerprints: z.strictObject({
    dataset: nameSchema,
    prices: nameSchema,
    embedder: nameSchema.nullable(),
    responses: nameSchema.optional(),
    config: nameSchema,
    code: nameSchema,
  }),
  seed: z.int(),
  objective: objectiveSchema,
  /** The pool, with its prices. */
  models: z
    .array(z.strictObject({ id: nameSchema, price: priceSchema }))
    .min(1)
    .max(1000),
  /** What ships. */
  policy: z.strictObject({
    candidate: nameSchema,
    kind: z.enum(['router', 'single', 'mixture']),
    operatingPoint: operatingPointSchema,
    /** The traffic of a mixture. */
    shares: z
      .array(z.strictObject({ model: nameSchema, share: z.number().min(0).max(1) }))
      .max(1000)
      .optional(),
  }),
  /** Of test, each router at its operating point, with 95 % intervals. */
  routers: z
    .array(
      z.strictObject({
        name: nameSchema,
        quality: estimateSchema,
        costUsd: estimateSchema,
        costSaved: estimateOrWhySchema,
        aiqMinusZero: estimateSchema,
        accuracy: z.number().optional(),
      }),
    )
    .max(1000),
  /** By criterion; absent where it cannot be compared. */
  planning: z.partialRecord(z.enum(CRITERIA), planningSchema),
  train: z.array(rowSchema).max(MOST_ROWS),
  validate: z.array(rowSchema).max(MOST_ROWS),
  test: z.array(testRowSchema).min(1).max(MOST_ROWS),
});

export type BaselineFile = z.infer<typeof baselineFileSchema>;
export type Planning = z.infer<typeof planningSchema>;
