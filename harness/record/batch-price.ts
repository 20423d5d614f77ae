import type { Price } from '../model.ts';

/**
 * What the same tokens cost through the provider's batch service: the batch rates stand in the place of the others, fees
 * stay. `undefined` where the price, or one of its tiers, has no batch rates: a discount is never guessed.
 */
export function batchPrice({ batch, tiers, ...price }: Price): Price | undefined {
  if (batch === undefined || tiers?.some((tier) => tier.batch === undefined)) return undefined;
  const { cachedInputUsdPerMillionTokens: _, ...rest } = price;
  const batchTiers = tiers?.map(({ aboveInputTokens, batch: rates }) => ({ aboveInputTokens, ...rates! }));
  return { ...rest, ...batch, ...(batchTiers === undefined ? {} : { tiers: batchTiers }) };
}
