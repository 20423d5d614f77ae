import { z } from 'zod';
import { estimateSchema } from './figures-schema.ts';

const priceSchema = z.strictObject({
  /** Share of the test requests for which something is forbidden. */
  binds: z.number().min(0).max(1),
  /** Share for which what ships would have chosen another model without. */
  moved: z.number().min(0).max(1),
  /** Share that is refused because of it. */
  refused: z.number().min(0).max(1),
  /** Cells (request × model) that it could not decide, so that they are denied. */
  undecided: z.int().nonnegative(),
  /** Of what ships, with minus without, paired on test; quality in 0..1, USD per query. */
  quality: estimateSchema,
  costUsd: estimateSchema,
});

/** What each constraint takes from what ships, and all of them together: the router stays as it is, the mask goes. */
export const complianceSchema = z.strictObject({
  all: priceSchema,
  constraints: z.array(priceSchema.extend({ name: z.string(), allow: z.string() })).min(1),
});

export type Compliance = z.infer<typeof complianceSchema>;
export type CompliancePrice = z.infer<typeof priceSchema>;
