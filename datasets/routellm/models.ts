import type { Model } from '../../harness/model.ts';
import type { PriceFile } from '../../harness/record/price-file.ts';
import { assumedPrices } from '../assumed-prices.ts';

export const WEAK = 'mistralai/Mixtral-8x7B-Instruct-v0.1';
export const STRONG = 'gpt-4-1106-preview';
/** Weak before strong, as in the columns of the files. */
export const MODEL_IDS = [WEAK, STRONG] as const;

/** The files carry no costs: assumptions, and the dataset card says so. */
const ASSUMED: PriceFile = {
  note: 'Public list prices of late 2024; Mixtral at a common hosting price.',
  asOf: '2024-11-30',
  prices: { [WEAK]: [0.6, 0.6], [STRONG]: [10, 30] },
};

/**
 * The two models with their prices: from the price file where there is one that knows them, else the assumed ones.
 *
 * @param priceFile path of a `prices.json`, which need not exist
 */
export function routeLlmModels(priceFile: string): readonly Model[] {
  const priceOf = assumedPrices(priceFile, ASSUMED);
  return MODEL_IDS.map((id) => ({ id, price: priceOf(id) }));
}

/** In words, for the `estimates` of a card. */
export function priceEstimate(models: readonly Model[]): string {
  const prices = models.map(
    ({ id, price }) =>
      `${id} ${price!.inputUsdPerMillionTokens}/${price!.outputUsdPerMillionTokens} as of ${price!.asOf}`,
  );
  return `costs: estimated tokens at assumed list prices (USD per million tokens in/out: ${prices.join(', ')})`;
}
