import type { NativeOutcome } from '../../datasets/native/native-rows.ts';
import { writeNative } from '../../datasets/native/write-native.ts';
import type { RecordedResponse, ResponseCache } from '../../harness/record/cache/response-cache.ts';
import type { AskedModel } from '../../harness/record/provider/asked-model.ts';
import type { Prompts } from './read-prompts.ts';

/**
 * Writes what the cache holds for these prompts and models as a dataset in the native format. Grades are not written:
 * they follow from the response and the example's grading whenever the dataset is read.
 *
 * @returns cells that hold an answer
 */
export async function writeRecording(
  folder: string,
  { name, examples }: Prompts,
  models: readonly AskedModel[],
  cache: ResponseCache,
  simulated: boolean,
): Promise<number> {
  let answers = 0;
  await writeNative(folder, {
    card: {
      format: 'signalbox/dataset',
      version: 2,
      name,
      title: `${name}, recorded`,
      simulated,
      estimates: ['histories of conversations: sent as the dataset has them, not as the model would have answered'],
      models: models.map(({ model }) => model),
    },
    examples,
    outcomes: outcomes(),
  });
  return answers;

  function* outcomes(): Generator<NativeOutcome> {
    for (const example of examples) {
      for (const { model, task } of models) {
        const response = cache.get(task(example.request.messages).key);
        if (response === undefined) continue;
        answers += Number(response.status !== 'error');
        yield outcomeOf(example.id, model.id, response);
      }
    }
  }
}

function outcomeOf(example: string, model: string, response: RecordedResponse): NativeOutcome {
  if (response.errorCode !== null) return { example, model, status: 'error', errorCode: response.errorCode };
  const { status, text, inputTokens, cachedInputTokens, outputTokens, costUsd, latencyMs, servedModel } = response;
  const isOther = servedModel !== null && servedModel !== response.model;
  return {
    example,
    model,
    status,
    response: text,
    ...(inputTokens === null ? {} : { inputTokens }),
    ...(cachedInputTokens === null ? {} : { cachedInputTokens }),
    ...(outputTokens === null ? {} : { outputTokens }),
    ...(costUsd === null ? {} : { costUsd }),
    latencyMs: Math.round(latencyMs),
    ...(isOther ? { servedModel } : {}),
  };
}
