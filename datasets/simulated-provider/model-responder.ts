import { logProbabilities } from './log-probabilities.ts';
import { promptTokensOf, recordedAnswer } from './recorded-answers.ts';
import type { RecordedDataset } from './recorded-dataset.ts';
import { checkContext, type Responder } from './responder.ts';
import { sampledAnswer } from './sampled-answer.ts';

/** A model of the dataset, by index: it answers as recorded, or with a sample where one is asked for. */
export function modelResponder(dataset: RecordedDataset, model: number): Responder {
  const { models } = dataset.table;
  return {
    model: models[model]!,
    respond({ messages, sampleSeed, logprobs }, key) {
      const promptTokens = promptTokensOf(dataset, key, messages);
      checkContext(promptTokens, models[model]!);
      return (byOther) => {
        const by = byOther ? (model + 1) % models.length : model;
        const { id } = models[by]!;
        const answer =
          sampleSeed === undefined
            ? recordedAnswer(dataset, by, key, promptTokens)
            : sampledAnswer(dataset, by, key, promptTokens, sampleSeed);
        return {
          // A pool of one has no other model to serve.
          by: byOther && by === model ? `${id}-other` : id,
          answer,
          ...(logprobs ? { logprobs: logProbabilities(dataset, id, key, answer.text) } : {}),
        };
      };
    },
  };
}
