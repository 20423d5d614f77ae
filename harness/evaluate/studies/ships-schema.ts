import { z } from 'zod';

/** Who ships: a router, a single model, or a mixture of single models. */
export const shipsSchema = z.strictObject({
  candidate: z.string(),
  kind: z.enum(['router', 'single', 'mixture']),
});

/** How often each candidate ships, the most frequent first. */
export const shipCountSchema = shipsSchema.extend({ times: z.int().positive() });

/** Why a study, or a part of it, has no figure. */
export const whySchema = z.strictObject({ undefined: z.string() });

export type Ships = z.infer<typeof shipsSchema>;
export type ShipCount = z.infer<typeof shipCountSchema>;
