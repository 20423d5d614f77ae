import { z } from 'zod';
import { policyModelSchema } from '../../harness/policy/policy.ts';

/** `evaluation.json` of a run: what the compact files mean, and what `results.json` does not say. */
export const evaluationRecordSchema = z.strictObject({
  schema: z.literal('signalbox/evaluation'),
  /** Version 1 had no slices. */
  version: z.union([z.literal(1), z.literal(2)]),
  salt: z.string(),
  /** The pool, with the prices that decided. */
  models: z.array(policyModelSchema).min(1),
  /** Names behind the columns `task` and `label` of `outcomes.columns`. */
  tasks: z.array(z.string()),
  labels: z.array(z.string()),
  /** Metadata keys behind the columns `slice.0`, `slice.1`…, with the names of their slices. */
  slices: z
    .strictObject({
      keys: z.array(z.strictObject({ key: z.string(), names: z.array(z.string()) })),
      leftOut: z.array(z.strictObject({ key: z.string(), because: z.string() })),
    })
    .optional(),
  signals: z.array(z.strictObject({ name: z.string(), asked: policyModelSchema.partial({ price: true }).optional() })),
  /** In the order of `routers` in `results.json`. */
  candidates: z.array(
    z.strictObject({
      /** Folder of its policy within the run. */
      policy: z.string().regex(/^candidates\/[\w-]+$/),
      hasShuffled: z.boolean(),
      classes: z.array(z.string()),
      asked: z.array(z.string()),
      signal: z.string().optional(),
    }),
  ),
});

export type EvaluationRecord = z.infer<typeof evaluationRecordSchema>;
