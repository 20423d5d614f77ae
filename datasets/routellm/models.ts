import type { Model } from '../../harness/model.ts';
import { listPrice, readPriceFile } from '../price-file.ts';

export const WEAK = 'mistralai/Mixtral-8x7B-Instruct-v0.1';
export const STRONG = 'gpt-4-1106-preview';
/** Weak before strong, as in the columns of the files. */
export const MODEL_IDS = [WEAK, STRONG] as const;

/**
 * USD per million tokens (input, output), public list prices of late 2024; Mixtral at a common hosting price. The
 * files carry no costs: these are assumptions, and the dataset card says so.
 */
const ASSUMED = { asOf: '2024-11-30', prices: { [WEAK]: [0.6, 0.6], [STRONG]: [10, 30] } } as const;

/**
 * The two models with their prices: from the price file where there is one that knows them, else the assumed ones.
 *
 * @param priceFile path of a `prices.json`, which need not exist
 */
export function routeLlmModels(priceFile: string): readonly Model[] {
  const overrides = readPriceFile(priceFile);
  return MODEL_IDS.map((id) => ({
    id,
    price: overrides.get(id) ?? listPrice(ASSUMED.prices[id], ASSUMED.asOf, 'card'),
  }));
}

/** In words, for the `estimates` of a card. */
export function priceEstimate(models: readonly Model[]): string {
  const prices = models.map(
    ({ id, price }) =>
      `${id} ${price!.inputUsdPerMillionTokens}/${price!.outputUsdPerMillionTokens} as of ${price!.asOf}`,
  );
  return `costs: estimated tokens at assumed list prices (USD per million tokens in/out: ${prices.join(', ')})`;
}
