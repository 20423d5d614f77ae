import { z } from 'zod';

/** What the gate compares query by query, in the order of its reports. */
export const CRITERIA = ['quality', 'cost', 'latency', 'accuracy'] as const;
export type CriterionName = (typeof CRITERIA)[number];

/** Of quality and accuracy points of 0..1 that may be lost, of cost and latency the share by which they may rise. */
export const marginSchema = z.number().positive().max(10);

const marginOrOffSchema = z.union([marginSchema, z.literal(false)]);

/** How much worse a tree may be than its baseline; `false` leaves a criterion out of the gate. */
export const marginsSchema = z.strictObject({
  /** Mean quality that may be lost: .02 is two points of a hundred. */
  quality: marginOrOffSchema.optional(),
  /** Rise of the mean cost, routing included: .1 is a tenth. */
  cost: marginOrOffSchema.optional(),
  /** Rise of the mean latency, routing included. */
  latency: marginOrOffSchema.optional(),
  /** Share of requests sent where their label says that may be lost. */
  accuracy: marginOrOffSchema.optional(),
});

/** The field `gate` of a config. A margin that is left out is the smallest that the baseline can tell. */
export const gateSchema = z.strictObject({ margins: marginsSchema.optional() });

export type Margins = z.infer<typeof marginsSchema>;
