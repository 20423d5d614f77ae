import { z } from 'zod';

/** What ships instead once a price has moved that far. Factors of the price, in the direction of the search. */
const flipSchema = z.strictObject({
  /** The last factor tried at which nothing changed, and the first at which it did; they differ by 2 %. */
  unchangedAt: z.number().positive(),
  changedAt: z.number().positive(),
  candidate: z.string(),
  kind: z.string(),
});

/** The first change, or the factor up to which there is none. */
const flipOrNoneSchema = z.union([flipSchema, z.strictObject({ unchangedTo: z.number().positive() })]);

const directionSchema = z.strictObject({
  /** From routing to not routing, or back. */
  verdict: flipOrNoneSchema,
  /** From what ships to any other candidate. */
  candidate: flipOrNoneSchema,
});

/** How far the price of one model can move, all else equal, before something else ships. */
export const priceFlipsSchema = z.array(
  z.strictObject({
    model: z.string(),
    /** Why this model: most of the policy's traffic, the reference, the largest mean cost on train. */
    roles: z.array(z.enum(['favourite', 'reference', 'dearest'])).min(1),
    flips: z.union([
      z.strictObject({ rise: directionSchema, fall: directionSchema }),
      z.strictObject({ undefined: z.string() }),
    ]),
  }),
);

export type PriceFlips = z.infer<typeof priceFlipsSchema>;
export type PriceFlip = PriceFlips[number];
export type Flip = z.infer<typeof flipSchema>;
export type FlipOrNone = z.infer<typeof flipOrNoneSchema>;
export type FlipDirection = z.infer<typeof directionSchema>;
