import { z } from 'zod';
import { shipCountSchema, shipsSchema, whySchema } from './ships-schema.ts';

/** One fit on a part of the training prompts, evaluated on the run's own validate and test. */
export const learningFitSchema = z.strictObject({
  /** Training prompts in it. */
  prompts: z.int().positive(),
  policy: shipsSchema,
  routers: z.array(
    z.strictObject({
      name: z.string(),
      aiqMinusZero: z.number(),
      /**
       * AIQ of the same router fitted on all training prompts minus its own, paired by test query; the error is cluster-robust.
       * Absent where the router did not fit all of them.
       */
      toAll: z.strictObject({ value: z.number(), standardError: z.number() }).optional(),
    }),
  ),
});

export const learningSchema = z.strictObject({
  /** Training prompts of the run. */
  train: z.int().positive(),
  /** Independent units of the test queries. */
  clusters: z.int(),
  /** Shares ascending, ending with 1. */
  points: z
    .array(
      z.strictObject({
        share: z.number().positive().max(1),
        /** Mean over the fits. Whole units are drawn, so that it may be a little more than the share. */
        prompts: z.number().positive(),
        /** Subsets drawn that could be evaluated; of all training prompts there is one. */
        fits: z.int().positive(),
        ships: z.array(shipCountSchema),
        /** Mean, least and largest AIQ − zero router over the fits. */
        routers: z.array(
          z.strictObject({
            name: z.string(),
            fits: z.int().positive(),
            mean: z.number(),
            low: z.number(),
            high: z.number(),
          }),
        ),
      }),
    )
    .min(1),
  /** Subsets that could not be evaluated. */
  failed: z.array(z.strictObject({ share: z.number(), repetition: z.int(), why: z.string() })),
  /**
   * Learned routers: what the second half of the training prompts adds to the AIQ, with a 95 % interval for both the test
   * queries and the half that was drawn.
   */
  lastDoubling: z.array(
    z.strictObject({
      name: z.string(),
      gain: z.union([z.strictObject({ value: z.number(), low: z.number(), high: z.number() }), whySchema]),
    }),
  ),
});

export type LearningFit = z.infer<typeof learningFitSchema>;
export type Learning = z.infer<typeof learningSchema>;
export type LastDoubling = Learning['lastDoubling'][number];
