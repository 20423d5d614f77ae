import { isDeepStrictEqual } from 'node:util';
import { BenchError } from '../../harness/bench-error.ts';
import type { Model, ModelId, Price, TokenRates } from '../../harness/model.ts';
import { didYouMean } from '../../harness/nearest-word.ts';
import { batchPrice } from '../../harness/record/batch-price.ts';
import { type PriceBook, priceBook } from '../../harness/record/price-book.ts';
import type { PriceFile } from '../../harness/record/price-file.ts';

/** What the new prices are. Without a file and without a date they are those of the run. */
export interface NewPrices {
  /** The first that knows a model wins, and all win over the library. */
  readonly files?: readonly PriceFile[] | undefined;
  /** ISO date. */
  readonly date?: string | undefined;
  /** Prices of the providers' batch services. */
  readonly batch?: boolean | undefined;
  /** Models that keep the price of the run. */
  readonly keep?: readonly ModelId[] | undefined;
  /** Applied last: the price times this. */
  readonly scale?: ReadonlyMap<ModelId, number> | undefined;
}

export interface PriceChange {
  readonly model: ModelId;
  /** `undefined` for a model outside of the pool whose price the run does not know. */
  readonly before: Price | undefined;
  readonly after: Price | undefined;
  /** New costs over old ones, where the rates stay in proportion; else new costs follow from tokens. */
  readonly factor: number | undefined;
}

/**
 * Old and new price of each model.
 *
 * @param models the pool, and whoever else was asked
 * @throws {BenchError} naming the model whose price is not known (on that day, by batch), or that the run does not have
 */
export function priceChanges(models: readonly Model[], prices: NewPrices): ReadonlyMap<ModelId, PriceChange> {
  const { scale = new Map<ModelId, number>(), keep = [] } = prices;
  const ids = models.map(({ id }) => id);
  checkKnown('--scale', [...scale.keys()], ids);
  checkKnown('--keep', keep, ids);
  const wanted = lookedUp(prices);
  return new Map(
    models.map(({ id, price: before }) => {
      const base = keep.includes(id) ? before : wanted(id, before);
      const times = scale.get(id) ?? 1;
      return [
        id,
        {
          model: id,
          before,
          after: base === undefined || times === 1 ? base : scaledPrice(base, times),
          factor: sameRates(before, base) ? times : undefined,
        },
      ];
    }),
  );
}

function checkKnown(option: string, named: readonly string[], known: readonly string[]): void {
  for (const id of named) {
    if (known.includes(id)) continue;
    throw new BenchError(`${option}: the run has no model "${id}"`, {
      hint: didYouMean(id, known, `It has ${known.join(', ')}.`),
    });
  }
}

function lookedUp({ files = [], date, batch = false }: NewPrices): (id: ModelId, before?: Price) => Price | undefined {
  if (files.length > 0 || date !== undefined) {
    const book = priceBook({ asOf: date, overrides: files, batch });
    return (id) => priceOrHowToKeep(book, id);
  }
  if (!batch) return (_, before) => before;
  return (id, before) => {
    const price = before === undefined ? undefined : batchPrice(before);
    if (price !== undefined) return price;
    throw new BenchError(`the run knows no batch price for the model "${id}"`, {
      hint: `Give batchInput and batchOutput in a price file (--prices), or keep its price: --keep ${id}.`,
    });
  };
}

function priceOrHowToKeep(book: PriceBook, id: ModelId): Price {
  try {
    return book.priceOf(id);
  } catch (error) {
    if (!(error instanceof BenchError)) throw error;
    throw new BenchError(error.message, {
      hint: `${error.hint ?? ''} Or keep the price of the run: --keep ${id}.`.trim(),
    });
  }
}

/** Whether two prices make the same cost of the same tokens, whoever says so and when. */
function sameRates(a: Price | undefined, b: Price | undefined): boolean {
  return isDeepStrictEqual(ratesOnly(a), ratesOnly(b));
}

function ratesOnly(price: Price | undefined) {
  if (price === undefined) return undefined;
  const { asOf: _, source: __, batch: ___, ...rates } = price;
  return { ...rates, tiers: rates.tiers?.map(({ batch: ____, ...tier }) => tier) };
}

/** Every rate and fee times `factor`. */
export function scaledPrice(price: Price, factor: number): Price {
  const { usdPerRequest, tiers, batch, asOf, ...rates } = price;
  return {
    usdPerRequest: usdPerRequest * factor,
    ...scaledRates(rates, factor),
    ...(tiers === undefined
      ? {}
      : {
          tiers: tiers.map((tier) => ({
            aboveInputTokens: tier.aboveInputTokens,
            ...scaledRates(tier, factor),
            ...(tier.batch === undefined ? {} : { batch: scaledRates(tier.batch, factor) }),
          })),
        }),
    ...(batch === undefined ? {} : { batch: scaledRates(batch, factor) }),
    ...(asOf === undefined ? {} : { asOf }),
    source: 'override',
  };
}

function scaledRates(rates: TokenRates, factor: number): TokenRates {
  const { inputUsdPerMillionTokens: input, cachedInputUsdPerMillionTokens: cached } = rates;
  return {
    inputUsdPerMillionTokens: input * factor,
    ...(cached === undefined ? {} : { cachedInputUsdPerMillionTokens: cached * factor }),
    outputUsdPerMillionTokens: rates.outputUsdPerMillionTokens * factor,
  };
}
