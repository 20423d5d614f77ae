import { countTokens } from '../../harness/count-tokens.ts';
import type { Model } from '../../harness/model.ts';
import { PromptFeatures } from '../../harness/prompt-features.ts';
import type { Message } from '../../harness/request.ts';
import type { CompletionRequest } from './completion-request.ts';
import { hashRandom } from './hash-random.ts';
import { promptTokensOf } from './recorded-answers.ts';
import type { RecordedDataset } from './recorded-dataset.ts';
import { checkContext, type Responder } from './responder.ts';

/** What choosing adds to the time that the chosen model takes. */
const CHOOSING_MS = 25;

/**
 * A router behind the API: it looks at length, code and digits, has one of the models answer, and names it in `model`.
 *
 * @param pool the models that it chooses from
 */
export function autoResponder(model: Model, dataset: RecordedDataset, pool: readonly Responder[]): Responder {
  const byPrice = pool.toSorted((a, b) => outputPrice(a) - outputPrice(b));
  return {
    model,
    respond(request, key) {
      const promptTokens = promptTokensOf(dataset, key, request.messages);
      const fitting = byPrice.filter(({ model: { contextTokens = Infinity } }) => promptTokens <= contextTokens);
      if (fitting.length === 0) checkContext(promptTokens, byPrice.at(-1)!.model);
      const at = Math.floor(difficulty(request, key) * fitting.length);
      const respond = fitting[Math.min(fitting.length - 1, Math.max(0, at))]!.respond(request, key);
      return (byOther) => {
        const served = respond(byOther);
        return { ...served, answer: { ...served.answer, latencyMs: served.answer.latencyMs + CHOOSING_MS } };
      };
    },
  };
}

function outputPrice({ model }: Responder): number {
  return model.price?.outputUsdPerMillionTokens ?? 0;
}

/** About 0..1, by what can be seen, and a good part of chance. */
function difficulty({ messages }: CompletionRequest, key: string): number {
  const features = new PromptFeatures({ messages: messages as readonly Message[], metadata: {} }, { countTokens });
  const { text, words, code } = features;
  const hasNumbers = /\d\D+\d/.test(text.slice(0, 2000));
  const visible = 0.05 + 0.3 * Math.min(1, words / 120) + (code ? 0.3 : 0) + (hasNumbers ? 0.2 : 0);
  return visible + 0.15 * hashRandom('auto', key).normal();
}
