import type { Model } from '../../harness/model.ts';
import { listPrice, readPriceFile } from '../price-file.ts';

/**
 * USD per million tokens, input and output: public list prices of late 2024, open models at common hosting prices. The
 * files carry no costs; these are assumptions, and the dataset card says so. Cheapest first.
 */
const ASSUMED_AS_OF = '2024-11-30';
const ASSUMED: Readonly<Record<string, readonly [provider: string, input: number, output: number]>> = {
  'gemini-1.5-flash': ['google', 0.075, 0.3],
  'Meta-Llama-3.1-8B-Instruct': ['meta', 0.18, 0.18],
  'deepseek-v2.5-0908': ['deepseek', 0.14, 0.28],
  'gpt-4o-mini-2024-07-18': ['openai', 0.15, 0.6],
  'Meta-Llama-3.1-70B-Instruct': ['meta', 0.88, 0.88],
  'claude-3-haiku-20240307': ['anthropic', 0.25, 1.25],
  'gpt-3.5-turbo-0125': ['openai', 0.5, 1.5],
  'claude-3-5-haiku-20241022': ['anthropic', 0.8, 4],
  'gemini-1.5-pro': ['google', 1.25, 5],
  'Mistral-Large-2': ['mistral', 2, 6],
  'Llama-3.1-405B-Inst@sambanova': ['sambanova', 5, 10],
  'gpt-4o-2024-08-06': ['openai', 2.5, 10],
  'claude-3-5-sonnet-20241022': ['anthropic', 3, 15],
  'claude-3-opus-20240229': ['anthropic', 15, 75],
};

/** The fourteen models whose responses are read, as their files are named. */
export const ZEROEVAL_MODELS: readonly string[] = Object.keys(ASSUMED);

/**
 * The models with their prices: from the price file where there is one that knows them, else the assumed ones.
 *
 * @param ids among {@link ZEROEVAL_MODELS}
 * @throws {BenchError} if the price file is there and broken
 */
export function zeroEvalModels(ids: readonly string[], priceFile: string): readonly Model[] {
  const listed = readPriceFile(priceFile);
  return ids.map((id) => {
    const [provider, ...rates] = ASSUMED[id]!;
    return { id, provider, price: listed.get(id) ?? listPrice(rates, ASSUMED_AS_OF, 'card') };
  });
}
