import type { Model } from '../../harness/model.ts';
import type { PriceFile } from '../../harness/record/price-file.ts';
import { assumedPrices } from '../assumed-prices.ts';

/** Provider of each model whose responses are read, as the files are named; cheapest first. */
const PROVIDERS = {
  'gemini-1.5-flash': 'google',
  'Meta-Llama-3.1-8B-Instruct': 'meta',
  'deepseek-v2.5-0908': 'deepseek',
  'gpt-4o-mini-2024-07-18': 'openai',
  'Meta-Llama-3.1-70B-Instruct': 'meta',
  'claude-3-haiku-20240307': 'anthropic',
  'gpt-3.5-turbo-0125': 'openai',
  'claude-3-5-haiku-20241022': 'anthropic',
  'gemini-1.5-pro': 'google',
  'Mistral-Large-2': 'mistral',
  'Llama-3.1-405B-Inst@sambanova': 'sambanova',
  'gpt-4o-2024-08-06': 'openai',
  'claude-3-5-sonnet-20241022': 'anthropic',
  'claude-3-opus-20240229': 'anthropic',
} as const;

export type ZeroEvalModel = keyof typeof PROVIDERS;
export const ZEROEVAL_MODELS = Object.keys(PROVIDERS) as readonly ZeroEvalModel[];

/** The files carry no costs, and price libraries do not know all these names: assumptions, and the card says so. */
const ASSUMED: PriceFile = {
  note: 'Public list prices of late 2024; open models at common hosting prices.',
  asOf: '2024-11-30',
  prices: {
    'gemini-1.5-flash': [0.075, 0.3],
    'Meta-Llama-3.1-8B-Instruct': [0.18, 0.18],
    'deepseek-v2.5-0908': [0.14, 0.28],
    'gpt-4o-mini-2024-07-18': [0.15, 0.6],
    'Meta-Llama-3.1-70B-Instruct': [0.88, 0.88],
    'claude-3-haiku-20240307': [0.25, 1.25],
    'gpt-3.5-turbo-0125': [0.5, 1.5],
    'claude-3-5-haiku-20241022': [0.8, 4],
    'gemini-1.5-pro': [1.25, 5],
    'Mistral-Large-2': [2, 6],
    'Llama-3.1-405B-Inst@sambanova': [5, 10],
    'gpt-4o-2024-08-06': [2.5, 10],
    'claude-3-5-sonnet-20241022': [3, 15],
    'claude-3-opus-20240229': [15, 75],
  },
};

/**
 * The models with their prices: from `priceFile` where it is there and knows them, else the assumed ones.
 *
 * @throws {BenchError} if the price file is there and broken
 */
export function zeroEvalModels(ids: readonly ZeroEvalModel[], priceFile: string): readonly Model[] {
  const priceOf = assumedPrices(priceFile, ASSUMED);
  return ids.map((id) => ({ id, provider: PROVIDERS[id], price: priceOf(id) }));
}
