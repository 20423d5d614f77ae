import type { Model, Price } from '../../model.ts';
import type { Message } from '../../request.ts';
import type { PriceBook } from '../price-book.ts';
import { overridePrice } from '../price-file.ts';
import { type RecordTask, recordTask } from '../recorder/record-task.ts';
import type { RecordedModelConfig } from './provider-config.ts';

/** A model with everything that asking it takes. */
export interface AskedModel {
  readonly model: Model & { readonly price: Price };
  /** Id of the provider in the config. */
  readonly provider: string;
  /** The question that sends `messages`, with what it may cost. */
  task(messages: readonly Message[], options?: AskOptions): RecordTask;
}

export interface AskOptions {
  /** Sent unless the model's own parameters name the same: what a provider may not know, such as `response_format`. */
  readonly preferred?: Readonly<Record<string, unknown>>;
  /** Sent beside the model's own parameters, and instead of those of the same name. */
  readonly parameters?: Readonly<Record<string, unknown>>;
  /** 0 (the default) for the first answer, 1 for the second sample of the same question… */
  readonly repetition?: number;
}

/** @param price of the model: from its config, or looked up by {@link configuredPrice} */
export function askedModel(config: RecordedModelConfig, price: Price): AskedModel {
  const { id, provider, model = id, maxTokens, maxTokensAs = 'max_tokens', contextTokens, attributes } = config;
  return {
    provider,
    model: {
      id,
      provider,
      price,
      ...(contextTokens === undefined ? {} : { contextTokens }),
      ...(attributes === undefined ? {} : { attributes }),
    },
    task(messages, { preferred, parameters, repetition = 0 } = {}) {
      const sent = { ...preferred, ...config.parameters, ...parameters, [maxTokensAs]: maxTokens };
      return recordTask({ provider, model, messages, parameters: sent, repetition }, price, maxTokens);
    },
  };
}

/**
 * The price that a config gives, or else the price book's.
 *
 * @throws {BenchError} naming the model, when neither has one
 */
export function configuredPrice({ id, price, model }: RecordedModelConfig, book: PriceBook): Price {
  if (price === undefined) return book.find(model ?? id) ?? book.priceOf(id);
  return overridePrice(price);
}
