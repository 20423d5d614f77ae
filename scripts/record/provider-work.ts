import { BenchError } from '../../harness/bench-error.ts';
import type { BenchConfig } from '../../harness/config.ts';
import { didYouMean } from '../../harness/nearest-word.ts';
import { readApiKey } from '../../harness/record/provider/api-key.ts';
import { askProvider } from '../../harness/record/provider/ask-provider.ts';
import type { ProviderConfig } from '../../harness/record/provider/provider-config.ts';
import type { RecordTask } from '../../harness/record/recorder/record-task.ts';
import type { ProviderWork } from '../../harness/record/recorder/recording.ts';

/**
 * What one provider of the config is to be asked, with its key, limits and concurrency.
 *
 * @throws {BenchError} for an unknown provider, and where its key is missing
 */
export function providerWork(
  config: BenchConfig,
  name: string,
  tasks: Iterable<RecordTask>,
  concurrency?: number,
): ProviderWork {
  checkProvider(config, name);
  const provider = config.providers![name]!;
  return {
    provider: name,
    baseUrl: provider.baseUrl,
    ask: connect(name, provider),
    tasks,
    concurrency: concurrency ?? provider.concurrency ?? 8,
    requestsPerMinute: provider.requestsPerMinute,
    tokensPerMinute: provider.tokensPerMinute,
  };
}

/** @throws {BenchError} where the config has no provider of that name */
export function checkProvider({ providers = {} }: BenchConfig, name: string): void {
  if (!Object.hasOwn(providers, name)) throw unknownName('provider', name, Object.keys(providers));
}

/** A name that the config lacks, with those it has. */
export function unknownName(what: string, name: string, known: readonly string[]): BenchError {
  return new BenchError(`the config has no ${what} "${name}"`, {
    hint: didYouMean(name, known, `The config has ${known.join(', ') || 'none'}.`),
  });
}

function connect(name: string, config: ProviderConfig) {
  const {
    baseUrl,
    apiKey,
    query,
    keyHeader,
    timeoutSeconds = 120,
    extraBody = {},
    stream = false,
    simulated = false,
  } = config;
  const key = apiKey === undefined ? undefined : readApiKey(apiKey, name);
  return askProvider({ baseUrl, apiKey: key, query, keyHeader, timeoutSeconds, extraBody, stream, simulated });
}
