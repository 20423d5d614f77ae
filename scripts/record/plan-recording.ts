import { BenchError } from '../../harness/bench-error.ts';
import type { BenchConfig } from '../../harness/config.ts';
import { costAt } from '../../harness/model.ts';
import { nearest } from '../../harness/nearest-word.ts';
import type { Example } from '../../harness/outcome-table.ts';
import { priceBook } from '../../harness/record/price-book.ts';
import { readApiKey } from '../../harness/record/provider/api-key.ts';
import { askProvider } from '../../harness/record/provider/ask-provider.ts';
import { type AskedModel, askedModel, configuredPrice } from '../../harness/record/provider/asked-model.ts';
import type { ProviderConfig } from '../../harness/record/provider/provider-config.ts';
import { likelyInputTokens, type RecordTask } from '../../harness/record/recorder/record-task.ts';
import type { ProviderWork } from '../../harness/record/recorder/recording.ts';

/**
 * The models of a config, priced.
 *
 * @param only ids to keep; all when `undefined`
 * @throws {BenchError} for an unknown provider or id, a model without price, or one that stands twice
 */
export function recordedModels(config: BenchConfig, only?: readonly string[]): AskedModel[] {
  const wanted = config.record?.models ?? [];
  if (wanted.length === 0) {
    throw new BenchError('the config names no models to record', {
      hint: "Add providers: { … } and record: { models: [{ id: 'gpt-4o-mini', provider: 'openai', maxTokens: 1024 }] }.",
    });
  }
  const ids = wanted.map(({ id }) => id);
  const twice = ids.find((id, at) => ids.indexOf(id) !== at);
  if (twice !== undefined) throw new BenchError(`record.models has "${twice}" twice`);
  for (const id of only ?? []) if (!ids.includes(id)) throw unknown('model', id, ids);
  const book = priceBook();
  return wanted
    .filter(({ id }) => only === undefined || only.includes(id))
    .map((model) => {
      const providers = Object.keys(config.providers ?? {});
      if (!providers.includes(model.provider)) throw unknown('provider', model.provider, providers);
      return askedModel(model, configuredPrice(model, book));
    });
}

function unknown(what: string, name: string, known: readonly string[]): BenchError {
  const near = nearest(name, known);
  const hint = near === undefined ? `The config has ${known.join(', ') || 'none'}.` : `Did you mean "${near}"?`;
  return new BenchError(`the config has no ${what} "${name}"`, { hint });
}

/**
 * What each provider is to be asked: example by example, so that a recording that stops half-way has complete rows.
 *
 * @throws {BenchError} where a key is missing
 */
export function providerWork(
  config: BenchConfig,
  models: readonly AskedModel[],
  examples: readonly Example[],
  concurrency?: number,
): ProviderWork[] {
  return [...new Set(models.map(({ provider }) => provider))].map((name) => {
    const provider = config.providers![name]!;
    const own = models.filter((model) => model.provider === name);
    return {
      provider: name,
      baseUrl: provider.baseUrl,
      ask: connect(name, provider),
      tasks: tasksOf(own, examples),
      concurrency: concurrency ?? provider.concurrency ?? 8,
      requestsPerMinute: provider.requestsPerMinute,
      tokensPerMinute: provider.tokensPerMinute,
    };
  });
}

function connect(name: string, { baseUrl, apiKey, timeoutSeconds = 120, extraBody = {} }: ProviderConfig) {
  const key = apiKey === undefined ? undefined : readApiKey(apiKey, name);
  return askProvider({ baseUrl, apiKey: key, timeoutSeconds, extraBody });
}

function* tasksOf(models: readonly AskedModel[], examples: readonly Example[]): Generator<RecordTask> {
  for (const example of examples) {
    for (const { task } of models) yield task(example.request.messages);
  }
}

/** A bill before it is run up, in USD. */
export interface EstimatedBill {
  readonly model: string;
  readonly requests: number;
  /** Input tokens counted with o200k, and half of `maxTokens` as output. */
  readonly likelyUsd: number;
  /** Input tokens counted with o200k, and all of `maxTokens` as output. */
  readonly mostUsd: number;
}

/** What the questions would cost of which `isKnown` says no. Asks nobody, needs no key. */
export function estimatedBills(
  models: readonly AskedModel[],
  examples: readonly Example[],
  isKnown: (key: string) => boolean,
): EstimatedBill[] {
  return models.map(({ model, task }) => {
    const bill = { model: model.id, requests: 0, likelyUsd: 0, mostUsd: 0 };
    for (const example of examples) {
      const { key, question, price, maxTokens } = task(example.request.messages);
      if (isKnown(key)) continue;
      const input = likelyInputTokens(question);
      bill.requests++;
      bill.likelyUsd += costAt(price, input, maxTokens / 2);
      bill.mostUsd += costAt(price, input, maxTokens);
    }
    return bill;
  });
}
