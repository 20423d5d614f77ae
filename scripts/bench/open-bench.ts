import { openDataset } from '../../datasets/open-dataset.ts';
import type { BenchConfig } from '../../harness/config.ts';
import type { Dataset } from '../../harness/dataset.ts';
import { DEFAULT_CACHE } from '../../harness/record/cache/default-cache.ts';
import type { Tools } from '../../harness/tools.ts';
import type { Progress } from '../progress.ts';
import { benchTools } from './bench-tools.ts';
import { type RecordedCompleter, recordedCompleter } from './recorded-completer.ts';

export type BenchRunTools = Tools & { readonly completer: RecordedCompleter };

export interface OpenOptions {
  /** The response cache that answers what routers ask, beside the dataset's own recordings; default `DEFAULT_CACHE`. */
  readonly cache?: string;
  /** Ask nobody and download nothing; default true. `false` lets an embedding model of the hub be downloaded. */
  readonly offline?: boolean;
  readonly progress: Progress;
}

/** Loads what a bench works with. Whoever opens it closes the completer. */
export async function openBench(
  config: BenchConfig,
  { cache = DEFAULT_CACHE, offline, progress }: OpenOptions,
): Promise<{ dataset: Dataset; tools: BenchRunTools }> {
  const dataset = await loadDataset(config, progress);
  progress.stage('embedding model');
  const named = typeof config.dataset === 'string' ? config.dataset : dataset.card.name;
  const completer = recordedCompleter(dataset, cache, named);
  return { dataset, tools: { ...(await benchTools(config, offline)), completer } };
}

async function loadDataset(config: BenchConfig, progress: Progress): Promise<Dataset> {
  const source = typeof config.dataset === 'string' ? openDataset(config.dataset) : config.dataset;
  const update = progress.stage(`dataset ${source.name}`);
  return source.load({ onProgress: (share) => update(share, 1) });
}
