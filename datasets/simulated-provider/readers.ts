import type { Model } from '../../harness/model.ts';
import { autoResponder } from './auto-responder.ts';
import { judgeAnswer } from './judge-answer.ts';
import { readClass } from './read-class.ts';
import { reader } from './reader.ts';
import type { RecordedDataset } from './recorded-dataset.ts';
import type { Responder } from './responder.ts';

/** What is served beside the models of the dataset: a classifier, a judge, and a router that has one of the models answer. */
export const READERS: readonly Model[] = [
  simulatedReader('sim-classifier', 0.1, 0.4),
  simulatedReader('sim-judge', 0.4, 1.6),
  simulatedReader('sim-auto', 0, 0),
];

/** @param pool the models of the dataset: where one has a reader's name, it is served and not the reader */
export function readerResponders(dataset: RecordedDataset, pool: readonly Responder[]): readonly Responder[] {
  const [classifier, judge, auto] = READERS;
  const taken = new Set(pool.map(({ model }) => model.id));
  return [
    reader(classifier!, dataset, (shown) => readClass(dataset, shown)),
    reader(judge!, dataset, (shown) => judgeAnswer(dataset, shown)),
    autoResponder(auto!, dataset, pool),
  ].filter(({ model }) => !taken.has(model.id));
}

/** Prices in USD per million tokens. */
function simulatedReader(id: string, input: number, output: number): Model {
  return {
    id,
    provider: 'simulated',
    price: {
      usdPerRequest: 0,
      inputUsdPerMillionTokens: input,
      outputUsdPerMillionTokens: output,
      source: 'card',
    },
  };
}
