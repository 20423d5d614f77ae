import { z } from 'zod';

/** An answer as received, before it is priced. Token counts are `null` where the provider reports none. */
export interface Answer extends Timing {
  readonly servedModel: string | null;
  readonly status: 'ok' | 'refused' | 'truncated' | 'empty';
  readonly text: string;
  readonly finishReason: string | null;
  readonly inputTokens: number | null;
  readonly cachedInputTokens: number | null;
  readonly outputTokens: number | null;
  readonly reasoningTokens: number | null;
  /** Mean of the natural logarithms of the tokens' probabilities, ≤ 0; `null` where they were not asked for. */
  readonly meanLogProbability: number | null;
}

export interface Timing {
  /** From sending to the whole answer. */
  readonly latencyMs: number;
  /** To the first piece of the answer; `null` where it came at once. */
  readonly firstTokenMs: number | null;
}

/** More log-probabilities than an answer has. */
export const MOST_TOKENS = 100_000;

/** @returns `undefined` for what is no completion */
export function receivedAnswer(completion: unknown, timing: Timing): Answer | undefined {
  const parsed = completionSchema.safeParse(completion);
  if (!parsed.success) return undefined;
  const { model, choices, usage } = parsed.data;
  const { message, finish_reason: finishReason, logprobs } = choices[0]!;
  const calls = message.tool_calls?.length ? JSON.stringify(message.tool_calls) : '';
  const text = message.content || message.refusal || calls;
  return {
    servedModel: model ?? null,
    status: statusOf(text, finishReason ?? null, Boolean(message.refusal)),
    text,
    finishReason: finishReason ?? null,
    inputTokens: usage?.prompt_tokens ?? null,
    cachedInputTokens: usage?.prompt_tokens_details?.cached_tokens ?? null,
    outputTokens: usage?.completion_tokens ?? null,
    reasoningTokens: usage?.completion_tokens_details?.reasoning_tokens ?? null,
    meanLogProbability: meanLogProbability(logprobs?.content ?? []),
    ...timing,
  };
}

const count = z.number().int().nonnegative().nullish();
export const usageSchema = z.object({
  prompt_tokens: count,
  completion_tokens: count,
  prompt_tokens_details: z.object({ cached_tokens: count }).nullish(),
  completion_tokens_details: z.object({ reasoning_tokens: count }).nullish(),
});

/** The little of a completion that is read. Everything else a server may add is ignored. */
const completionSchema = z.object({
  model: z.string().max(300).nullish(),
  choices: z
    .array(
      z.object({
        finish_reason: z.string().nullish(),
        message: z.object({
          content: z.string().nullish(),
          refusal: z.string().nullish(),
          tool_calls: z.array(z.unknown()).nullish(),
        }),
        logprobs: z
          .object({ content: z.array(z.unknown()).nullish() })
          .nullish()
          .catch(null),
      }),
    )
    .min(1),
  // Usage that makes no sense is treated as not reported: the answer itself is paid for and worth keeping.
  usage: usageSchema.nullish().catch(null),
});

function statusOf(text: string, finishReason: string | null, refused: boolean): Answer['status'] {
  if (refused || finishReason === 'content_filter') return 'refused';
  if (finishReason === 'length') return 'truncated';
  return text === '' ? 'empty' : 'ok';
}

/** Over the first 100,000 tokens. Where one of them makes no sense, none is believed. */
function meanLogProbability(tokens: readonly unknown[]): number | null {
  const counted = Math.min(tokens.length, MOST_TOKENS);
  if (counted === 0) return null;
  let sum = 0;
  for (let i = 0; i < counted; i++) {
    const logprob = (tokens[i] as { readonly logprob?: unknown } | null)?.logprob;
    if (typeof logprob !== 'number' || !Number.isFinite(logprob) || logprob > ROUNDING) return null;
    sum += Math.min(0, logprob);
  }
  return sum < 0 ? sum / counted : 0;
}

/** A certain token may come out of 32-bit arithmetic a little above 0. */
const ROUNDING = 1e-6;
