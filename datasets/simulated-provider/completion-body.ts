import type { SimulatedAnswer } from './simulated-answer.ts';

/** Nothing here looks at a clock: the same question has the same answer, byte by byte. */
export const CREATED = Date.UTC(2026, 0, 1) / 1000;

/**
 * An answer as `POST /v1/chat/completions` gives it. An answer longer than `maxTokens` is cut, and billed at `maxTokens`.
 */
export function completionBody(model: string, key: string, answer: SimulatedAnswer, maxTokens = Infinity) {
  const cut = answer.outputTokens > maxTokens;
  const outputTokens = cut ? maxTokens : answer.outputTokens;
  const content = cut
    ? answer.text.slice(0, Math.floor((answer.text.length * maxTokens) / answer.outputTokens))
    : answer.text;
  return {
    id: `chatcmpl-${key}`,
    object: 'chat.completion',
    created: CREATED,
    model,
    choices: [
      {
        index: 0,
        message: { role: 'assistant', content, refusal: null },
        logprobs: null,
        finish_reason: cut ? 'length' : answer.finishReason,
      },
    ],
    usage: {
      prompt_tokens: answer.inputTokens,
      completion_tokens: outputTokens,
      total_tokens: answer.inputTokens + outputTokens,
      prompt_tokens_details: { cached_tokens: answer.cachedInputTokens },
    },
    system_fingerprint: 'simulated',
  };
}
