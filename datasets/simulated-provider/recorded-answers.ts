import { countTokens } from '../../harness/count-tokens.ts';
import { isAnswered, type OutcomeTable, STATUS } from '../../harness/outcome-table.ts';
import { derivedAnswer } from './derived-answer.ts';
import type { AskedMessage } from './question-key.ts';
import type { RecordedDataset } from './recorded-dataset.ts';
import type { SimulatedAnswer } from './simulated-answer.ts';

/** Tokens of the messages of `key`, which must be theirs: as recorded, else counted. */
export function promptTokensOf(dataset: RecordedDataset, key: string, messages: readonly AskedMessage[]): number {
  return recordedPromptTokens(dataset.table, dataset.exampleOf(key)) ?? countedTokens(messages);
}

export function countedTokens(messages: readonly AskedMessage[]): number {
  return messages.reduce((sum, { content }) => sum + countTokens(content), 0);
}

/** The recorded answer of a model, by index; one derived from the key where none is recorded. */
export function recordedAnswer(
  { table, exampleOf, textOf }: RecordedDataset,
  model: number,
  key: string,
  promptTokens: number,
): SimulatedAnswer {
  const example = exampleOf(key);
  const text = example === undefined ? undefined : textOf(example, model);
  if (example === undefined || text === undefined) return derivedAnswer(model, key, promptTokens);
  return answerInCell(table, example * table.models.length + model, text, promptTokens);
}

/** The most that a model was given: one with a small context records what was left after the cut. */
function recordedPromptTokens({ models, inputTokens }: OutcomeTable, example: number | undefined): number | undefined {
  if (example === undefined) return undefined;
  let most = 0;
  for (let m = 0; m < models.length; m++) most = Math.max(most, inputTokens[example * models.length + m] || 0);
  return most === 0 ? undefined : most;
}

function answerInCell(table: OutcomeTable, cell: number, text: string, promptTokens: number): SimulatedAnswer {
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
