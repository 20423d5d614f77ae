import { fileURLToPath } from 'node:url';
import type { DatasetSource } from '../harness/dataset.ts';
import { readNative } from './native/read-native.ts';
import { routeLlmGsm8k, routeLlmMmlu, routeLlmMtBench } from './routellm/index.ts';
import { routerBench } from './routerbench.ts';
import { zeroEval } from './zeroeval.ts';

/** A dataset that is known by name. */
export interface CatalogueEntry {
  readonly name: string;
  readonly title: string;
  /** `bundled` is there at once; `public` has to be fetched first. */
  readonly kind: 'bundled' | 'public';
  readonly source: () => DatasetSource;
}

/** Every dataset that is known by name. To add one: its importer, and a line here. */
export const catalogue: readonly CatalogueEntry[] = [
  {
    name: 'simulated-assistant',
    title: 'Eight task types answered by five simulated models (nothing follows for real ones)',
    kind: 'bundled',
    source: simulatedAssistant,
  },
  { name: 'zeroeval', title: 'GSM8K, CRUX and MATH level 5, 14 models', kind: 'public', source: zeroEval },
  { name: 'routellm-gsm8k', title: 'GSM8K, GPT-4 and Mixtral', kind: 'public', source: routeLlmGsm8k },
  { name: 'routellm-mmlu', title: 'MMLU, GPT-4 and Mixtral', kind: 'public', source: routeLlmMmlu },
  { name: 'routellm-mt-bench', title: 'MT-Bench, GPT-4 and Mixtral', kind: 'public', source: routeLlmMtBench },
  { name: 'routerbench-sample', title: 'RouterBench, 1 % sample, 11 models', kind: 'public', source: routerBench },
];

function simulatedAssistant(): DatasetSource {
  const folder = fileURLToPath(new URL('simulated-assistant', import.meta.url));
  return { name: 'simulated-assistant', load: (options = {}) => readNative(folder, options) };
}
