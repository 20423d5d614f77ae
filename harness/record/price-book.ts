import { calcPrice, type ModelPrice, type PriceCalculationResult } from '@pydantic/genai-prices';
import { z } from 'zod';
import { BenchError } from '../bench-error.ts';
import type { ModelId, Price, TokenRates } from '../model.ts';
import { batchPrice } from './batch-price.ts';
import { type PriceFile, priceOn } from './price-file.ts';

/**
 * Publication date of the price data in the `@pydantic/genai-prices` release that is installed (0.1.8). A date that
 * stands in the code, because a run may not depend on the day it is run.
 */
export const PRICES_AS_OF = '2026-09-23';

/** Dated prices of models by id. */
export interface PriceBook {
  /** ISO date on which the prices hold. */
  readonly asOf: string;
  /** @throws {BenchError} naming the model, when nobody knows its price (or its batch price, where that was asked for) */
  priceOf(modelId: ModelId): Price;
  /**
   * The price, or `undefined` when nobody knows it.
   *
   * @throws {BenchError} when an override names the model, and all of its prices are of later dates
   */
  find(modelId: ModelId): Price | undefined;
  /** Largest prompt plus answer in tokens, where the library knows the model. */
  contextTokensOf(modelId: ModelId): number | undefined;
}

export interface PriceBookOptions {
  /** ISO date; default `PRICES_AS_OF`. */
  readonly asOf?: string | undefined;
  /** Read with `readPriceFile`. The first that knows a model wins, and all win over the library. */
  readonly overrides?: readonly PriceFile[] | undefined;
  /** Prices of the providers' batch services. */
  readonly batch?: boolean | undefined;
}

/**
 * Prices of the open data set genai-prices on one date, with override files before it. Ids are looked up as they
 * stand, then as `provider/model`. Where a price rises with the length of the prompt, each request finds its tier.
 */
export function priceBook({ asOf = PRICES_AS_OF, overrides = [], batch = false }: PriceBookOptions = {}): PriceBook {
  if (!z.iso.date().safeParse(asOf).success) {
    throw new BenchError(`price book: "${asOf}" is not an ISO date such as 2026-09-23`);
  }
  const noon = new Date(`${asOf}T12:00:00Z`);
  const known = (id: ModelId) => overridden(id, overrides, asOf) ?? listed(lookUp(id, noon), asOf);
  const find = (id: ModelId) => {
    const price = known(id);
    return price !== undefined && batch ? batchPrice(price) : price;
  };
  return {
    asOf,
    find,
    priceOf: (id) => find(id) ?? (known(id) === undefined ? unknownPrice(id) : unknownBatchPrice(id)),
    contextTokensOf: (id) => lookUp(id, noon)?.model.context_window,
  };
}

function overridden(id: ModelId, files: readonly PriceFile[], date: string): Price | undefined {
  for (const file of files) {
    const price = priceOn(file, id, date);
    if (price !== undefined) return price;
  }
  return undefined;
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
  const { model_price: listing } = found;
  const rates = ratesOf(listing, 0);
  if (rates === undefined) return undefined;
  const bounds = tierBounds(listing);
  const tiers = bounds.map((aboveInputTokens) => ({ aboveInputTokens, ...ratesOf(listing, aboveInputTokens + 1)! }));
  return {
    usdPerRequest: (rate(listing, 'requests_kcount', 0) ?? 0) / 1000,
    ...rates,
    ...(tiers.length === 0 ? {} : { tiers }),
    asOf,
    source: 'price-book',
  };
}

/** Rates of a request with so many input tokens. */
function ratesOf(listing: ModelPrice, inputTokens: number): TokenRates | undefined {
  const input = rate(listing, 'input_mtok', inputTokens);
  const output = rate(listing, 'output_mtok', inputTokens);
  if (input === undefined || output === undefined) return undefined;
  const cached = rate(listing, 'cache_read_mtok', inputTokens);
  return {
    inputUsdPerMillionTokens: input,
    ...(cached === undefined ? {} : { cachedInputUsdPerMillionTokens: cached }),
    outputUsdPerMillionTokens: output,
  };
}

const TOKEN_RATES = ['input_mtok', 'output_mtok', 'cache_read_mtok'] as const;

/** The library's `start` is the last input token of the tier below. */
function tierBounds(listing: ModelPrice): number[] {
  const bounds = TOKEN_RATES.flatMap((key) => {
    const value = listing[key];
    return typeof value === 'object' ? value.tiers.map(({ start }) => start) : [];
  });
  return [...new Set(bounds)].sort((a, b) => a - b);
}

function rate(listing: ModelPrice, key: string, inputTokens: number): number | undefined {
  const value = listing[key];
  if (typeof value !== 'object') return value;
  return value.tiers.reduce((found, { start, price }) => (inputTokens > start ? price : found), value.base);
}

function unknownPrice(id: ModelId): never {
  throw new BenchError(`no price is known for the model "${id}"`, {
    hint: `Give one in a price file: { "schema": "signalbox/prices", "version": 2, "prices": { ${JSON.stringify(id)}: [{ "from": "2026-01-31", "input": 1, "output": 4 }] } }, USD per million tokens.`,
  });
}

function unknownBatchPrice(id: ModelId): never {
  throw new BenchError(`no batch price is known for the model "${id}"`, {
    hint: 'Give batchInput and batchOutput in a price file, beside input and output, in each tier too.',
  });
}
