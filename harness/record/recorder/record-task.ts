import { countTokens } from '../../count-tokens.ts';
import { costAt, type Price } from '../../model.ts';
import { type ResponseQuestion, responseKey } from '../cache/response-cache.ts';
import type { Answer } from '../provider/ask-provider.ts';

/** One question to ask, and what it may cost. */
export interface RecordTask {
  readonly question: ResponseQuestion;
  readonly key: string;
  readonly price: Price;
  readonly maxTokens: number;
}

export function recordTask(question: ResponseQuestion, price: Price, maxTokens: number): RecordTask {
  return { question, key: responseKey(question), price, maxTokens };
}

/** Tokens that a chat format may add to each message, and to the whole. */
const FRAME_TOKENS = 16;
/** Tokens of the call that a tool's result answers, where one is made up for it. */
const CALL_TOKENS = 48;

/**
 * Most input tokens that a question can have: one a byte, as no byte-level tokenizer makes more of it, plus the frame
 * of each message.
 */
export function mostInputTokens({ messages, parameters }: ResponseQuestion): number {
  let most = FRAME_TOKENS * (messages.length + 1) + Buffer.byteLength(sentAlong(parameters));
  for (const { role, content } of messages) most += Buffer.byteLength(content) + (role === 'tool' ? CALL_TOKENS : 0);
  return most;
}

/** Tools and schemas become part of the prompt. */
function sentAlong({ tools, response_format }: Readonly<Record<string, unknown>>): string {
  return tools === undefined && response_format === undefined ? '' : JSON.stringify([tools, response_format]);
}

/** Most that a task can cost in USD: with the longest prompt that it can have, or the longest of a tier below. */
export function worstCaseUsd({ question, price, maxTokens }: RecordTask): number {
  const most = mostInputTokens(question);
  const bounds = price.tiers?.map(({ aboveInputTokens }) => aboveInputTokens).filter((bound) => bound < most) ?? [];
  return Math.max(...[most, ...bounds].map((inputTokens) => costAt(price, inputTokens, maxTokens)));
}

/** What a question is likely to have as input tokens: o200k, plus the frame of each message. */
export function likelyInputTokens({ messages, parameters }: ResponseQuestion): number {
  const texts = messages.reduce((sum, { content }) => sum + countTokens(content) + 4, 3);
  return texts + countTokens(sentAlong(parameters));
}

/** What an answer cost in USD: by its reported usage, and where a count is missing by counting with o200k. */
export function answerUsd({ question, price }: RecordTask, answer: Answer): number {
  const input = answer.inputTokens ?? likelyInputTokens(question);
  const cached = Math.min(input, answer.cachedInputTokens ?? 0);
  return costAt(price, input, answer.outputTokens ?? countTokens(answer.text), cached);
}
