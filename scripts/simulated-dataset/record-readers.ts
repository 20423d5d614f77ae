import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { NativeCardInput } from '../../datasets/native/native-card.ts';
import { readCard } from '../../datasets/native/read-card.ts';
import type { NativeResponse } from '../../datasets/native/read-responses.ts';
import type { NativeSignal } from '../../datasets/native/read-signals.ts';
import { readObjects } from '../../datasets/read-objects.ts';
import { simulatedProvider } from '../../datasets/simulated-provider/simulated-provider.ts';
import type { BenchConfig } from '../../harness/config.ts';
import type { Model } from '../../harness/model.ts';
import { loadConfig } from '../load-config.ts';
import { runRecording } from '../record/run-recording.ts';

const CONFIG = fileURLToPath(new URL('../../bench.config.ts', import.meta.url));
const CONCURRENCY = 32;
/** No answer is cut. */
const MAX_TOKENS = 32_768;

export interface RecordedReaders {
  /** The signals as the card declares them. */
  readonly declared: NonNullable<NativeCardInput['signals']>;
  readonly signals: readonly NativeSignal[];
  readonly responses: readonly NativeResponse[];
}

/**
 * Records the dataset in `folder` once more, over HTTP on loopback, with what the routers of `bench.config.ts` ask and its
 * signals: every answer, class and verdict goes through the simulated provider, the SDK, the recorder and the cache.
 */
export async function recordReaders(folder: string): Promise<RecordedReaders> {
  const provider = await simulatedProvider({ dataset: folder });
  const scratch = await mkdtemp(join(tmpdir(), 'record-readers-'));
  try {
    const config = configFor(await loadConfig(CONFIG), provider.url, provider.pool);
    const out = join(scratch, 'recorded');
    await runRecording(config, {
      dataset: folder,
      models: undefined,
      routers: true,
      cache: join(scratch, 'responses.sqlite'),
      maxUsd: undefined,
      concurrency: CONCURRENCY,
      retryErrors: false,
      out,
      quiet: false,
      signal: new AbortController().signal,
    });
    const card = await readCard(join(out, 'card.json'));
    return {
      declared: card!.signals!,
      signals: (await rowsOf(join(out, 'signals.jsonl'))) as unknown as NativeSignal[],
      responses: (await rowsOf(join(out, 'responses.jsonl'))) as unknown as NativeResponse[],
    };
  } finally {
    await provider.close();
    await rm(scratch, { recursive: true });
  }
}

async function rowsOf(file: string): Promise<Readonly<Record<string, unknown>>[]> {
  const rows: Readonly<Record<string, unknown>>[] = [];
  for await (const { value } of readObjects(file)) rows.push(value);
  return rows;
}

function configFor(config: BenchConfig, baseUrl: string, pool: readonly Model[]): BenchConfig {
  const models = pool.map(({ id, price, contextTokens }) => ({
    id,
    provider: 'simulator',
    maxTokens: MAX_TOKENS,
    price: { input: price!.inputUsdPerMillionTokens, output: price!.outputUsdPerMillionTokens },
    ...(contextTokens === undefined ? {} : { contextTokens }),
  }));
  return { ...config, providers: { simulator: { baseUrl, simulated: true } }, record: { ...config.record, models } };
}
