import { z } from 'zod';
import { operatingPointSchema } from '../evaluate/figures-schema.ts';
import { failoverSchema, limitsSchema } from '../failover/failover-schema.ts';
import { priceSchema } from '../price-schema.ts';

/** Version of `policy.json`. A reader refuses a newer one. Since 2: failover, limits, sessions, declared metadata. */
export const POLICY_VERSION = 2;

const scalarSchema = z.union([z.string(), z.number(), z.boolean()]);
const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/);

/** A model of the pool, with its price. */
export const policyModelSchema = z.strictObject({
  id: z.string().min(1),
  provider: z.string().optional(),
  price: priceSchema,
  contextTokens: z.int().positive().optional(),
  attributes: z.record(z.string(), scalarSchema).optional(),
});

/** A binary part of a router, in a file beside `policy.json`. */
const attachmentSchema = z.strictObject({
  /** File name inside the policy folder; no folders in it, so that no path leaves the folder. */
  file: z.string().regex(/^[a-z0-9][a-z0-9-]*\.bin$/),
  dtype: z.enum(['float32', 'float64', 'int32', 'uint8']),
  shape: z.array(z.int().nonnegative()).min(1).max(4),
  sha256: sha256Schema,
});

/** An operating point in production: with `explore` a share of the requests goes to a model drawn at random. */
const policyOperatingPointSchema = operatingPointSchema.extend({
  /**
   * Share of requests (of sessions, where there are any) that go to a model drawn evenly from the allowed ones, so that
   * logs tell what other policies would have been worth. None where it is left out.
   */
  explore: z.number().min(0).max(1).optional(),
});

/** A metadata key that production declares. */
export const metadataFieldSchema = z.strictObject({
  type: z.enum(['string', 'number', 'boolean']),
  /** Values that it takes: all of them where `closed`, else those that the dataset showed. */
  values: z.array(scalarSchema).optional(),
  closed: z.literal(true).optional(),
});

/** Who may see what. */
export const constraintSchema = z.strictObject({
  name: z.string().min(1),
  /** CEL over `prompt`, `metadata`, `model` and `live` that must hold for a model to be allowed. */
  allow: z.string().min(1),
});

export const policySchema = z.strictObject({
  schema: z.literal('signalbox/policy'),
  version: z.literal([1, POLICY_VERSION]),
  name: z.string().min(1),
  /** Decorrelates the draws of two policies with mixed operating points. */
  salt: z.string(),
  /** The models that the policy chooses from, with the prices under which it was chosen. */
  pool: z.array(policyModelSchema).min(1),
  /** Metadata that production declares. */
  metadata: z.record(z.string(), metadataFieldSchema),
  /** Who may see what: evaluated before anything is sent anywhere. An error or a missing attribute denies. */
  constraints: z.array(constraintSchema),
  /** What happens when the chosen model fails; its router's order and no retries where left out. */
  failover: failoverSchema.optional(),
  /** What may be spent. */
  limits: limitsSchema.optional(),
  /** `stay`: a conversation keeps the model of its turn before, as long as that is allowed and healthy. Default `free`. */
  sessions: z.enum(['stay', 'free']).optional(),
  embedder: z.strictObject({ name: z.string(), fingerprint: z.string(), dimensions: z.int().positive() }).nullable(),
  router: z.strictObject({
    name: z.string(),
    kind: z.string(),
    /** Validated by the schema of the router kind. */
    params: z.unknown(),
    attachments: z.record(z.string(), attachmentSchema),
  }),
  operatingPoint: policyOperatingPointSchema,
  /** Where it comes from and what was measured: the reason to trust it. */
  provenance: z.strictObject({
    dataset: z.string(),
    simulated: z.boolean(),
    fingerprints: z.strictObject({ dataset: z.string(), prices: z.string(), code: z.string() }),
    seed: z.int(),
    split: z.strictObject({ train: z.int(), validate: z.int(), test: z.int() }),
    /** Fitted to all examples after the choice, and measured by nobody. */
    refitted: z.literal(true).optional(),
    /** On test, with 95 % intervals; absent in a policy that was not measured yet. */
    measured: z
      .strictObject({
        quality: z.tuple([z.number(), z.number(), z.number()]),
        costUsd: z.tuple([z.number(), z.number(), z.number()]),
        referenceModel: z.string(),
        note: z.string(),
      })
      .optional(),
  }),
});

export type Policy = z.infer<typeof policySchema>;
export type PolicyConstraint = Policy['constraints'][number];
export type AttachmentFile = z.infer<typeof attachmentSchema>;
