import { calcPrice, type ModelPrice, type PriceCalculationResult } from '@pydantic/genai-prices';
import { BenchError } from '../bench-error.ts';
import type { ModelId, Price } from '../model.ts';
import type { PriceFile, PriceFileEntry } from './price-file.ts';

/**
 * Publication date of the price data in the `@pydantic/genai-prices` release that is installed (0.1.8). A date that
 * stands in the code, because a run may not depend on the day it is run.
 */
export const PRICES_AS_OF = '2026-09-23';

/** Dated prices of models by id. */
export interface PriceBook {
  /** ISO date on which the prices of the library held; overrides carry their own. */
  readonly asOf: string;
  /** @throws {BenchError} naming the model, when nobody knows its price */
  priceOf(modelId: ModelId): Price;
  /** The price, or `undefined` when nobody knows it. */
  find(modelId: ModelId): Price | undefined;
  /** Largest prompt plus answer in tokens, where the library knows the model. */
  contextTokensOf(modelId: ModelId): number | undefined;
}

export interface PriceBookOptions {
  /** ISO date; default `PRICES_AS_OF`. */
  readonly asOf?: string | undefined;
  /** Read with `readPriceFile`. The first that knows a model wins, and all win over the library. */
  readonly overrides?: readonly PriceFile[] | undefined;
}

/**
 * Prices of the open data set genai-prices on one date, with override files before it. Ids are looked up as they
 * stand, then as `provider/model`. Where a price rises with the length of the prompt, the first tier is taken.
 */
export function priceBook(options: PriceBookOptions = {}): PriceBook {
  const asOf = options.asOf ?? PRICES_AS_OF;
  const noon = new Date(`${asOf}T12:00:00Z`);
  if (Number.isNaN(noon.getTime())) throw new BenchError(`price book: "${asOf}" is not an ISO date such as 2026-09-23`);
  const find = (id: ModelId) => overridden(id, options.overrides ?? []) ?? listed(lookUp(id, noon), asOf);
  return {
    asOf,
    find,
    priceOf: (id) => find(id) ?? unknownPrice(id),
    contextTokensOf: (id) => lookUp(id, noon)?.model.context_window,
  };
}

function overridden(id: ModelId, files: readonly PriceFile[]): Price | undefined {
  for (const file of files) {
    if (Object.hasOwn(file.prices, id)) return toPrice(file.prices[id]!, file.asOf);
  }
  return undefined;
}

function toPrice(entry: PriceFileEntry, asOf: string): Price {
  const rates = Array.isArray(entry) ? { input: entry[0], output: entry[1] } : entry;
  return {
    usdPerRequest: rates.perRequest ?? 0,
    inputUsdPerMillionTokens: rates.input,
    ...(rates.cachedInput === undefined ? {} : { cachedInputUsdPerMillionTokens: rates.cachedInput }),
    outputUsdPerMillionTokens: rates.output,
    asOf,
    source: 'override',
  };
}

function lookUp(id: ModelId, timestamp: Date): PriceCalculationResult {
  const found = calcPrice({}, id, { timestamp });
  if (found !== null) return found;
  const [providerId, ...rest] = id.split(/[/:]/);
  return rest.length === 0
    ? null
    : calcPrice({}, id.slice(providerId!.length + 1), { providerId: providerId!, timestamp });
}

function listed(found: PriceCalculationResult, asOf: string): Price | undefined {
  if (found === null) return undefined;
  const input = rate(found.model_price, 'input_mtok');
  const output = rate(found.model_price, 'output_mtok');
  if (input === undefined || output === undefined) return undefined;
  const cached = rate(found.model_price, 'cache_read_mtok');
  return {
    usdPerRequest: (rate(found.model_price, 'requests_kcount') ?? 0) / 1000,
    inputUsdPerMillionTokens: input,
    ...(cached === undefined ? {} : { cachedInputUsdPerMillionTokens: cached }),
    outputUsdPerMillionTokens: output,
    asOf,
    source: 'price-book',
  };
}

function rate(price: ModelPrice, key: string): number | undefined {
  const value = price[key];
  return typeof value === 'object' ? value.base : value;
}

function unknownPrice(id: ModelId): never {
  throw new BenchError(`no price is known for the model "${id}"`, {
    hint: `Give one in a price file: { "note": "…", "asOf": "2026-01-31", "prices": { ${JSON.stringify(id)}: [input, output] } }, USD per million tokens.`,
  });
}
