import type { Scalar } from './request.ts';

export type ModelId = string;

/** What one request costs: `usdPerRequest` plus tokens × rate. All rates are ≥ 0 and finite. */
export interface Price {
  /** A fixed fee for each request; 0 where a provider has none. */
  readonly usdPerRequest: number;
  readonly inputUsdPerMillionTokens: number;
  readonly cachedInputUsdPerMillionTokens?: number;
  readonly outputUsdPerMillionTokens: number;
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
 * their own rate where the price has one.
 */
export function costAt(price: Price, inputTokens: number, outputTokens: number, cachedInputTokens = 0): number {
  const { inputUsdPerMillionTokens: input, cachedInputUsdPerMillionTokens: cached = input } = price;
  return (
    price.usdPerRequest +
    (inputTokens * input - cachedInputTokens * (input - cached) + outputTokens * price.outputUsdPerMillionTokens) / 1e6
  );
}
