import type { LogProbability } from './log-probabilities.ts';
import type { Served } from './responder.ts';

/** Nothing here looks at a clock: the same question has the same answer, byte by byte. */
export const CREATED = Date.UTC(2026, 0, 1) / 1000;

/** An answer as `POST /v1/chat/completions` gives it. */
export type CompletionBody = ReturnType<typeof completionBody>;

/** An answer longer than `maxTokens` is cut, and billed at `maxTokens`. */
export function completionBody({ by, answer, logprobs }: Served, key: string, maxTokens = Infinity) {
  const cut = answer.outputTokens > maxTokens;
  const outputTokens = cut ? maxTokens : answer.outputTokens;
  const content = cut
    ? answer.text.slice(0, Math.floor((answer.text.length * maxTokens) / answer.outputTokens))
    : answer.text;
  return {
    id: `chatcmpl-${key}`,
    object: 'chat.completion' as const,
    created: CREATED,
    model: by,
    choices: [
      {
        index: 0,
        message: { role: 'assistant', content, refusal: null },
        logprobs: logprobs === undefined ? null : { content: logprobs.map(tokenOf), refusal: null },
        finish_reason: cut ? 'length' : answer.finishReason,
      },
    ] as const,
    usage: {
      prompt_tokens: answer.inputTokens,
      completion_tokens: outputTokens,
      total_tokens: answer.inputTokens + outputTokens,
      prompt_tokens_details: { cached_tokens: answer.cachedInputTokens },
    },
    system_fingerprint: 'simulated',
  };
}

function tokenOf({ token, logprob }: LogProbability) {
  return { token, logprob, bytes: null, top_logprobs: [] };
}
