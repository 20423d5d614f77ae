import { z } from 'zod';

/** USD, or USD per million tokens. */
export const usdSchema = z.number().nonnegative();

const ratesShape = {
  inputUsdPerMillionTokens: usdSchema,
  cachedInputUsdPerMillionTokens: usdSchema.optional(),
  outputUsdPerMillionTokens: usdSchema,
};
const ratesSchema = z.strictObject(ratesShape);
const tierSchema = z.strictObject({
  /** The tier holds for every token of a request with more input tokens than this. */
  aboveInputTokens: z.int().nonnegative(),
  ...ratesShape,
  batch: ratesSchema.optional(),
});

/** Bounds of tiers that rise from one to the next: what a reader of prices may rely on. */
export function hasRisingBounds(tiers: readonly { readonly aboveInputTokens: number }[]): boolean {
  return tiers.every(({ aboveInputTokens }, i) => i === 0 || aboveInputTokens > tiers[i - 1]!.aboveInputTokens);
}

export const RISING_BOUNDS = 'the bounds aboveInputTokens rise from tier to tier';

/** A `Price` in a file: results, policies and dataset cards. */
export const priceSchema = z.strictObject({
  usdPerRequest: usdSchema,
  ...ratesShape,
  /** Rates of long requests, bounds rising. */
  tiers: z.array(tierSchema).min(1).max(16).refine(hasRisingBounds, RISING_BOUNDS).readonly().optional(),
  /** Rates of the provider's batch service: never used unless asked for. */
  batch: ratesSchema.optional(),
  /** ISO date on which the price held. */
  asOf: z.iso.date().optional(),
  source: z.enum(['price-book', 'override', 'card', 'inferred']),
});
