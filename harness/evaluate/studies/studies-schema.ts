import { z } from 'zod';
import { learningSchema } from './learning-schema.ts';
import { robustnessSchema } from './robustness-schema.ts';
import { whySchema } from './ships-schema.ts';
import { splitsSchema } from './splits-schema.ts';

/** Version of `studies.json`. A reader refuses a newer one. */
export const STUDIES_VERSION = 1;

/**
 * What takes many fits to know about a run: `studies.json`, beside its `results.json`. Each study is absent until it was
 * made, and says why where it cannot be.
 */
export const studiesSchema = z.strictObject({
  schema: z.literal('signalbox/studies'),
  version: z.literal(STUDIES_VERSION),
  /** Name of the run: that of its results. */
  run: z.string(),
  seed: z.int(),
  /** The verdict over other splits of the same data. */
  splits: z.union([splitsSchema, whySchema]).optional(),
  /** The verdict with fewer training prompts. */
  learning: z.union([learningSchema, whySchema]).optional(),
  /** The verdict under wrong grades, other pools, unseen tasks and other words. */
  robustness: robustnessSchema.optional(),
});

export type Studies = z.infer<typeof studiesSchema>;

/** JSON Schema (draft 2020-12) of `studies.json`, generated from its one definition. Plain JSON. */
export function studiesJsonSchema(): Record<string, unknown> {
  const schema = z.toJSONSchema(studiesSchema, { reused: 'ref' });
  return { $id: `urn:signalbox:studies:${STUDIES_VERSION}`, title: 'Signalbox studies', ...schema };
}
