import { promptTokensOf, recordedAnswer } from './recorded-answers.ts';
import type { RecordedDataset } from './recorded-dataset.ts';
import { checkContext, type Responder } from './responder.ts';

/** A model of the dataset, by index: it answers as recorded. */
export function modelResponder(dataset: RecordedDataset, model: number): Responder {
  const { models } = dataset.table;
  return {
    model: models[model]!,
    respond({ messages }, key) {
      const promptTokens = promptTokensOf(dataset, key, messages);
      checkContext(promptTokens, models[model]!);
      return (byOther) => {
        const by = byOther ? (model + 1) % models.length : model;
        const { id } = models[by]!;
        // A pool of one has no other model to serve.
        const name = byOther && by === model ? `${id}-other` : id;
        return { by: name, answer: recordedAnswer(dataset, by, key, promptTokens) };
      };
    },
  };
}
