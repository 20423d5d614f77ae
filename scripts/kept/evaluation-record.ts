import { z } from 'zod';
import { policyModelSchema } from '../../harness/policy/policy.ts';

/** `evaluation.json` of a run: what the compact files mean, and what `results.json` does not say. */
export const evaluationRecordSchema = z.strictObject({
  schema: z.literal('signalbox/evaluation'),
  version: z.literal(1),
  salt: z.string(),
  /** The pool, with the prices that decided. */
  models: z.array(policyModelSchema).min(1),
  /** Names behind the columns `task` and `label` of `outcomes.columns`. */
  tasks: z.array(z.string()),
  labels: z.array(z.string()),
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
