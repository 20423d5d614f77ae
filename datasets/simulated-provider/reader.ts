import { countTokens } from '../../harness/count-tokens.ts';
import type { Model } from '../../harness/model.ts';
import type { Random } from '../../harness/random.ts';
import { type Quoted, readQuotedRequest } from '../../harness/record/quoted-request.ts';
import type { CompletionRequest } from './completion-request.ts';
import { drawnLatency, hashRandom } from './hash-random.ts';
import { messagesKey } from './question-key.ts';
import { countedTokens } from './recorded-answers.ts';
import type { RecordedDataset } from './recorded-dataset.ts';
import type { Responder } from './responder.ts';

/** What a reader was shown. */
export interface Shown {
  readonly quoted: Quoted;
  /** `messagesKey` of the quoted request. */
  readonly key: string;
  /** Index of the dataset's example with these messages. */
  readonly example: number | undefined;
  /** The schema that the answer is to follow; `undefined` where none was sent. */
  readonly schema: CompletionRequest['schema'];
  /** Draws of this model on what it was shown, whatever its instructions say. */
  readonly rng: Random;
}

/** Share of the answers that follow no format, as real readers have it. */
const PROSE = 0.01;

/**
 * A model that is shown a quoted request, and says something about it.
 *
 * @param say its answer: JSON
 */
export function reader(model: Model, dataset: RecordedDataset, say: (shown: Shown) => string): Responder {
  return {
    model,
    respond: ({ messages, schema }) => {
      const inputTokens = countedTokens(messages);
      const text = answerTo(messages.findLast(({ role }) => role === 'user')?.content ?? '', schema);
      const outputTokens = countTokens(text);
      const latency = 350 + 2 * outputTokens + 0.1 * inputTokens;
      const answer = {
        text,
        finishReason: 'stop' as const,
        inputTokens,
        cachedInputTokens: 0,
        outputTokens,
        latencyMs: drawnLatency(latency, hashRandom(model.id, 'latency', messagesKey(messages))),
      };
      return (byOther) => ({ by: byOther ? `${model.id}-other` : model.id, answer });
    },
  };

  function answerTo(text: string, schema: CompletionRequest['schema']): string {
    const quoted = readQuotedRequest(text);
    if (quoted === undefined) return 'I read requests that are quoted as JSON, and nothing else.';
    const key = messagesKey(quoted.request);
    const rng = hashRandom(model.id, key, quoted.answer ?? '', quoted.other ?? '');
    if (rng.next() < PROSE) return 'That is hard to tell without knowing more about it.';
    return say({ quoted, key, example: dataset.exampleOf(key), schema, rng });
  }
}
