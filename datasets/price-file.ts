import { existsSync } from 'node:fs';
import type { Price } from '../harness/model.ts';
import { priceBook } from '../harness/record/price-book.ts';
import { readPriceFile as readFile } from '../harness/record/price-file.ts';

/**
 * The prices of a file that may stand beside a dataset without costs, by model. Empty where there is no such file.
 *
 * @throws {BenchError} if the file is there and broken
 */
export function readPriceFile(path: string): ReadonlyMap<string, Price> {
  if (!existsSync(path)) return new Map();
  const file = readFile(path);
  const book = priceBook({ overrides: [file] });
  return new Map(Object.keys(file.prices).map((id) => [id, book.priceOf(id)]));
}

/** A price without a fixed fee. @param rates USD per million tokens, input and output */
export function listPrice(rates: readonly [number, number], asOf: string, source: Price['source']): Price {
  const [input, output] = rates;
  return { usdPerRequest: 0, inputUsdPerMillionTokens: input, outputUsdPerMillionTokens: output, asOf, source };
}
