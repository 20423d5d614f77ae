import { existsSync } from 'node:fs';
import type { ModelId, Price } from '../harness/model.ts';
import { priceBook } from '../harness/record/price-book.ts';
import { type PriceFile, readPriceFile } from '../harness/record/price-file.ts';

/**
 * Prices of a dataset whose files carry no costs: from `priceFile` where it is there and knows the model, else the
 * assumed ones, which count as the dataset card's own.
 *
 * @throws {BenchError} if the price file is there and broken
 */
export function assumedPrices(priceFile: string, assumed: PriceFile): (id: ModelId) => Price {
  const own = existsSync(priceFile) ? readPriceFile(priceFile) : undefined;
  const book = priceBook({ overrides: own === undefined ? [assumed] : [own, assumed] });
  return (id) => {
    const price = book.priceOf(id);
    return own !== undefined && Object.hasOwn(own.prices, id) ? price : { ...price, source: 'card' };
  };
}
