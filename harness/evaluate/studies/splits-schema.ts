import { z } from 'zod';
import { costQualitySchema, figureSchema } from '../figures-schema.ts';
import { shipCountSchema, shipsSchema, whySchema } from './ships-schema.ts';

const quartilesSchema = z.strictObject({ low: z.number(), median: z.number(), high: z.number() });

/** The whole bench, repeated with another seed: another split, other draws. */
export const splitRunSchema = z.strictObject({
  seed: z.int(),
  referenceModel: z.string(),
  /** The value that a bench with this seed reports; routers that did not fit this split are absent. */
  routers: z.array(z.strictObject({ name: z.string(), aiqMinusZero: z.number() })),
  policy: shipsSchema.extend({
    /** On validate. */
    promised: costQualitySchema,
    /** On test. */
    delivered: costQualitySchema,
    costSaved: figureSchema,
    /** Against the reference model of this split on test, with the 95 % interval. */
    qualityGained: z.strictObject({ value: z.number(), low: z.number(), high: z.number() }),
    /** Whether test leaves no doubt that the claim of the objective is broken; absent where it claims nothing. */
    broken: z.boolean().optional(),
  }),
});

export const splitsSchema = z.strictObject({
  /** Seeds ascending, the run's own first. */
  runs: z.array(splitRunSchema).min(1),
  /** Seeds whose split could not be evaluated. */
  failed: z.array(z.strictObject({ seed: z.int(), why: z.string() })),
  /** AIQ − zero router over the splits; routers in the order of the run. */
  routers: z.array(
    z.strictObject({
      name: z.string(),
      splits: z.int().positive(),
      aiqMinusZero: quartilesSchema,
      /** Share of its splits where it is above the zero router. */
      aboveZero: z.number().min(0).max(1),
    }),
  ),
  ships: z.array(shipCountSchema),
  /** Of what ships in each split, delivered on test; cost saved only over the splits where it is defined. */
  delivered: z.strictObject({
    costSaved: z.union([quartilesSchema, whySchema]),
    qualityGained: quartilesSchema,
  }),
  /** Delivered minus promised of what ships: below zero for quality and above zero for cost, the promise was too good. */
  optimism: z.strictObject({
    quality: quartilesSchema,
    /** Relative to the promised cost. */
    cost: z.union([quartilesSchema, whySchema]),
  }),
  /**
   * Splits where test leaves no doubt that what ships breaks the claim of the objective, of those where it claims something.
   * Of the cheapest within a margin: the 95 % upper bound of quality minus that of the reference model lies below −margin.
   */
  broken: z.union([
    z.strictObject({ splits: z.int().nonnegative(), of: z.int().positive(), share: z.number().min(0).max(1) }),
    whySchema,
  ]),
});

export type SplitRun = z.infer<typeof splitRunSchema>;
export type Splits = z.infer<typeof splitsSchema>;
