import type { Scalar } from './request.ts';

export type ModelId = string;

/** USD per million tokens, each ≥ 0 and finite. */
export interface TokenRates {
  readonly inputUsdPerMillionTokens: number;
  /** Of input tokens that the provider had in its cache; the input rate where it is left out. */
  readonly cachedInputUsdPerMillionTokens?: number;
  readonly outputUsdPerMillionTokens: number;
}

/** Rates that hold for every token of a request with more than `aboveInputTokens` input tokens, cached ones included. */
export interface PriceTier extends TokenRates {
  readonly aboveInputTokens: number;
  readonly batch?: TokenRates;
}

/** What one request costs: `usdPerRequest` plus tokens × rate. */
export interface Price extends TokenRates {
  /** A fixed fee for each request; 0 where a provider has none. */
  readonly usdPerRequest: number;
  /** Rates of longer requests, bounds rising. */
  readonly tiers?: readonly PriceTier[];
  /** Rates of the provider's batch service, which `costAt` never uses: `batchPrice` makes a price of them. */
  readonly batch?: TokenRates;
  /** ISO date on which the price held. */
  readonly asOf?: string;
  /** `inferred`: fitted to the recorded costs of training rows, because the dataset carries costs and no prices. */
  readonly source: 'price-book' | 'override' | 'card' | 'inferred';
}

/** One model of the pool. */
export interface Model {
  readonly id: ModelId;
  readonly provider?: string;
  /** Absent only while a dataset that carries its own costs has not had its prices inferred yet. */
  readonly price?: Price;
  /** Largest prompt plus answer, in tokens. */
  readonly contextTokens?: number;
  /** What constraints may speak of: region, data-processing agreement… */
  readonly attributes?: Readonly<Record<string, Scalar>>;
}

/** Which models of a pool a request may be sent to: 1 = allowed. Length = models of the pool. */
export type ModelMask = Uint8Array;

/** A mask that allows all of `count` models. */
export function allowAll(count: number): ModelMask {
  return new Uint8Array(count).fill(1);
}

/**
 * Cost in USD of one request at `price`. Tokens ≥ 0; `cachedInputTokens` are a part of `inputTokens`, billed at
 * their own rate where the price has one. The request's input tokens choose the tier.
 */
export function costAt(price: Price, inputTokens: number, outputTokens: number, cachedInputTokens = 0): number {
  const rates = price.tiers === undefined ? price : ratesFor(price, inputTokens);
  const { inputUsdPerMillionTokens: input, cachedInputUsdPerMillionTokens: cached = input } = rates;
  return (
    price.usdPerRequest +
    (inputTokens * input - cachedInputTokens * (input - cached) + outputTokens * rates.outputUsdPerMillionTokens) / 1e6
  );
}

function ratesFor(price: Price, inputTokens: number): TokenRates {
  let rates: TokenRates = price;
  for (const tier of price.tiers!) if (inputTokens > tier.aboveInputTokens) rates = tier;
  return rates;
}
