import { fileURLToPath } from 'node:url';
import { countTokens } from '../../harness/count-tokens.ts';
import type { Model } from '../../harness/model.ts';
import { isAnswered, type OutcomeTable, STATUS } from '../../harness/outcome-table.ts';
import { readNative } from '../native/read-native.ts';
import { derivedAnswer } from './derived-answer.ts';
import { type AskedMessage, messagesKey } from './question-key.ts';
import type { SimulatedAnswer } from './simulated-answer.ts';

export interface RecordedAnswers {
  readonly models: readonly Model[];
  /** Tokens of the messages of `key`, which must be theirs. */
  promptTokens(key: string, messages: readonly AskedMessage[]): number;
  /** The recorded answer of a model, by index; one derived from the key where none is recorded. */
  answer(model: number, key: string, promptTokens: number): SimulatedAnswer;
}

const BUNDLED = fileURLToPath(new URL('../simulated-assistant', import.meta.url));

/**
 * The answers of a native dataset by messages, each told by `messagesKey`. Where two examples have the same messages, the
 * first one's answers hold.
 */
export async function recordedAnswers(folder: string = BUNDLED): Promise<RecordedAnswers> {
  const texts = new Map<number, Map<number, string>>();
  const { table } = await readNative(folder, {
    onResponse: (example, model, response) => {
      const ofModel = texts.get(model) ?? new Map<number, string>();
      texts.set(model, ofModel.set(example, response));
    },
  });
  const exampleOf = new Map<string, number>();
  for (const [i, { request }] of table.examples.entries()) {
    const key = messagesKey(request.messages);
    if (!exampleOf.has(key)) exampleOf.set(key, i);
  }
  return {
    models: table.models,
    promptTokens: (key, messages) => {
      const recorded = recordedPromptTokens(table, exampleOf.get(key));
      return recorded ?? messages.reduce((sum, { content }) => sum + countTokens(content), 0);
    },
    answer: (model, key, promptTokens) => {
      const example = exampleOf.get(key);
      const text = example === undefined ? undefined : texts.get(model)?.get(example);
      if (example === undefined || text === undefined) return derivedAnswer(model, key, promptTokens);
      return recordedAnswer(table, example * table.models.length + model, text, promptTokens);
    },
  };
}

/** The most that a model was given: one with a small context records what was left after the cut. */
function recordedPromptTokens({ models, inputTokens }: OutcomeTable, example: number | undefined): number | undefined {
  if (example === undefined) return undefined;
  let most = 0;
  for (let m = 0; m < models.length; m++) most = Math.max(most, inputTokens[example * models.length + m] || 0);
  return most === 0 ? undefined : most;
}

function recordedAnswer(table: OutcomeTable, cell: number, text: string, promptTokens: number): SimulatedAnswer {
  const status = table.status[cell]!;
  if (!isAnswered(status)) throw new Error(`cell ${cell} has a response and is not answered`);
  return {
    text,
    finishReason: status === STATUS.truncated ? 'length' : status === STATUS.refused ? 'content_filter' : 'stop',
    inputTokens: promptTokens,
    cachedInputTokens: Math.min(promptTokens, table.cachedInputTokens[cell] || 0),
    outputTokens: numberOr(table.outputTokens[cell]!, () => countTokens(text)),
    latencyMs: numberOr(table.latencyMs[cell]!, () => 0),
  };
}

function numberOr(value: number, otherwise: () => number): number {
  return Number.isNaN(value) ? otherwise() : value;
}
