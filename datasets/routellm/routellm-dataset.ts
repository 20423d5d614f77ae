import { join } from 'node:path';
import type { Dataset, DatasetCard } from '../../harness/dataset.ts';
import { datasetFingerprint } from '../dataset-fingerprint.ts';
import { publicFile } from '../public-files.ts';
import { priceEstimate, routeLlmModels } from './models.ts';
import { type GradedPrompt, graded } from './two-model-table.ts';

export interface RouteLlmOptions {
  /** The folder with RouteLLM's files. Default: where `datasets fetch` puts them. */
  readonly folder?: string;
}

/** The folder of RouteLLM's files. */
export function routeLlmFolder(options: RouteLlmOptions): string {
  return options.folder ?? publicFile('routellm');
}

interface Described {
  readonly card: Pick<DatasetCard, 'name' | 'title' | 'description' | 'scale'>;
  /** What was estimated beside the costs. */
  readonly estimates: readonly string[];
  readonly notes: readonly string[];
}

/** A dataset of RouteLLM from its graded prompts; prices from `prices.json` beside `folder`, or assumed ones. */
export function routeLlmDataset(folder: string, prompts: readonly GradedPrompt[], described: Described): Dataset {
  const models = routeLlmModels(join(folder, '..', 'prices.json'));
  const table = graded(prompts, models);
  return {
    card: {
      ...described.card,
      licence: 'Apache-2.0',
      source: 'lm-sys/RouteLLM at 0b64fda, arXiv 2406.18665',
      simulated: false,
      estimates: [...described.estimates, priceEstimate(models)],
    },
    table,
    fingerprint: datasetFingerprint(table),
    notes: described.notes,
  };
}
