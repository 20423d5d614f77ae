import { z } from 'zod';
import { EXAMPLE_FIELDS, OUTCOME_FIELDS } from './table-fields.ts';

const field = z.enum([...EXAMPLE_FIELDS, 'model', ...OUTCOME_FIELDS]);

/** What to say of a table that its columns do not say; all of it may be left out. */
export const tableOptionsSchema = z.strictObject({
  name: z.string().optional(),
  title: z.string().optional(),
  description: z.string().optional(),
  licence: z.string().optional(),
  source: z.string().optional(),
  simulated: z.boolean().optional(),
  /** The scale of the scores; default 0..1. */
  scale: z
    .strictObject({ min: z.number(), max: z.number() })
    .refine(({ min, max }) => min < max, 'min is below max')
    .optional(),
  /** One row per example × model, or one per example. Default: told by the columns. */
  layout: z.enum(['long', 'wide']).optional(),
  /** Column that holds a field, where it has another name: `{ "prompt": "Question" }`. */
  columns: z.partialRecord(field, z.string()).optional(),
  /** The pool; default: every model found. In a wide table, also the columns that are scores. */
  models: z.array(z.string().min(1)).min(1).optional(),
  /** Columns that production knows before it routes. No other column is ever shown to a router. */
  metadata: z.array(z.string()).optional(),
});

export type TableOptions = z.infer<typeof tableOptionsSchema>;
