import { hostname } from 'node:os';
import { join } from 'node:path';
import { BenchError } from '../../harness/bench-error.ts';
import type { BenchConfig } from '../../harness/config.ts';
import { isAnswer, type ResponseCache } from '../../harness/record/cache/response-cache.ts';
import { openResponseCache } from '../../harness/record/cache/sqlite-response-cache.ts';
import type { AskedModel } from '../../harness/record/provider/asked-model.ts';
import { recordResponses } from '../../harness/record/recorder/record-responses.ts';
import type { RecordSummary } from '../../harness/record/recorder/record-summary.ts';
import { type EstimatedBill, estimatedBills, providerWork, recordedModels } from './plan-recording.ts';
import { type Prompts, readPrompts } from './read-prompts.ts';
import { recordingProgress } from './recording-progress.ts';
import { writeRecording } from './write-recording.ts';

export interface RecordingOptions {
  /** Prompts by name or path; the dataset of the config when `undefined`. */
  readonly dataset: string | undefined;
  readonly models: readonly string[] | undefined;
  readonly cache: string;
}

export interface Recording {
  readonly summary: RecordSummary;
  /** Where the dataset was written. */
  readonly folder: string;
  /** Cells that hold an answer. */
  readonly answers: number;
}

/** What a recording would cost; asks nobody and needs no key. */
export function estimateRecording(config: BenchConfig, options: RecordingOptions): Promise<EstimatedBill[]> {
  return withPlan(config, options, async ({ models, prompts, cache }) =>
    estimatedBills(models, prompts.examples, (key) => isAnswer(cache.get(key))),
  );
}

/** Asks for what is missing, then writes all that the cache holds as a dataset, however the asking ended. */
export function runRecording(
  config: BenchConfig,
  options: RecordingOptions & {
    readonly maxUsd: number | undefined;
    readonly concurrency: number | undefined;
    readonly retryErrors: boolean;
    readonly out: string | undefined;
    readonly quiet: boolean;
    readonly signal: AbortSignal;
  },
): Promise<Recording> {
  return withPlan(config, options, async ({ models, prompts, cache }) => {
    const work = providerWork(config, models, prompts.examples, options.concurrency);
    const progress = recordingProgress(prompts.examples.length * models.length, options);
    const summary = await recordResponses(work, {
      cache,
      owner: `${hostname()}:${process.pid}`,
      maxUsd: options.maxUsd ?? Number.POSITIVE_INFINITY,
      retryErrors: options.retryErrors,
      signal: options.signal,
      onProgress: progress.update,
    }).finally(progress.end);
    const simulated = models.some(({ provider }) => config.providers?.[provider]?.simulated === true);
    const folder = options.out ?? join('recorded', prompts.name);
    return { summary, folder, answers: await writeRecording(folder, prompts, models, cache, simulated) };
  });
}

interface Plan {
  readonly models: readonly AskedModel[];
  readonly prompts: Prompts;
  readonly cache: ResponseCache;
}

async function withPlan<T>(
  config: BenchConfig,
  options: RecordingOptions,
  work: (plan: Plan) => Promise<T>,
): Promise<T> {
  const models = recordedModels(config, options.models);
  const prompts = await readPrompts(options.dataset ?? nameOf(config.dataset));
  const cache = openResponseCache(options.cache);
  try {
    return await work({ models, prompts, cache });
  } finally {
    cache.close();
  }
}

function nameOf(dataset: BenchConfig['dataset']): string {
  if (typeof dataset === 'string') return dataset;
  throw new BenchError('the dataset of the config is an importer; record needs a name or a path', {
    hint: 'Name the prompts: --dataset prompts.jsonl',
  });
}
