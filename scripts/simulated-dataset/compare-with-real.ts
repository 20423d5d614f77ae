import { join } from 'node:path';
import {
  type Comparison,
  measureComparisons,
  outcomeComparisons,
  REAL_OUTCOMES,
  REAL_POOL,
  routingComparisons,
  textComparisons,
} from '../../datasets/simulate/bands.ts';
import { measureFigures } from '../../datasets/simulate/measure-figures.ts';
import { outcomeFigures } from '../../datasets/simulate/outcome-figures.ts';
import { textFigures } from '../../datasets/simulate/text-figures.ts';
import { zeroEval } from '../../datasets/zeroeval.ts';
import type { Dataset } from '../../harness/dataset.ts';
import { fitPromptText, promptText } from '../../harness/embed/prompt-text.ts';
import { publicData } from '../../harness/public-data.ts';
import { benchTools } from '../bench/bench-tools.ts';
import { routingFigures } from './routing-figures.ts';

/** All figures of a simulated dataset beside those of real data; real outcomes are computed where the files are at hand. */
export async function compareWithReal(dataset: Dataset): Promise<Comparison[]> {
  const { table } = dataset;
  const tools = await benchTools({ seed: 1 });
  const fitted = fitPromptText(table.examples);
  const texts = table.examples.map(({ request }) => promptText(request, fitted));
  const vectors = await tools.embedder!.embed(texts);
  return [
    ...outcomeComparisons(outcomeFigures(table), await realOutcomes()),
    ...measureComparisons(measureFigures(table)),
    ...textComparisons(await textFigures(table.examples, texts, vectors, tools.embedder!.dimensions)),
    ...routingComparisons(await routingFigures(dataset, tools)),
  ];
}

async function realOutcomes(): Promise<typeof REAL_OUTCOMES> {
  const folder = publicData();
  if (folder === undefined) return REAL_OUTCOMES;
  const { table } = await zeroEval({ models: REAL_POOL, folder: join(folder, 'zeroeval') }).load();
  return outcomeFigures(table);
}
