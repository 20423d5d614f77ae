import OpenAI from 'openai';
import type { ChatCompletion, ChatCompletionCreateParamsNonStreaming } from 'openai/resources/chat/completions';
import { z } from 'zod';
import type { ResponseQuestion } from '../cache/response-cache.ts';
import { type AskFailure, failureOf } from './ask-failure.ts';
import { httpFetch } from './http-fetch.ts';

/** What came back for one attempt. */
export type AskResult = { readonly answer: Answer } | { readonly failure: AskFailure };

/** An answer as received, before it is priced. Token counts are `null` where the provider reports none. */
export interface Answer {
  readonly servedModel: string | null;
  readonly status: 'ok' | 'refused' | 'truncated' | 'empty';
  readonly text: string;
  readonly finishReason: string | null;
  readonly inputTokens: number | null;
  readonly cachedInputTokens: number | null;
  readonly outputTokens: number | null;
  readonly reasoningTokens: number | null;
  readonly latencyMs: number;
}

/** Sends a question once. Never throws for what a provider may do. */
export type AskProvider = (question: ResponseQuestion, signal?: AbortSignal) => Promise<AskResult>;

export interface ProviderConnection {
  readonly baseUrl: string;
  readonly apiKey: string | undefined;
  readonly timeoutSeconds: number;
  readonly extraBody: Readonly<Record<string, unknown>>;
}

/** Asks an OpenAI-compatible API through the official SDK. Retries are the recorder's: it has the budget. */
export function askProvider({ baseUrl, apiKey, timeoutSeconds, extraBody }: ProviderConnection): AskProvider {
  const client = new OpenAI({
    baseURL: baseUrl,
    // The SDK insists on a key; a server that wants none ignores it.
    apiKey: apiKey ?? 'none',
    // Left to themselves, these come from the environment and would go to any address.
    organization: null,
    project: null,
    maxRetries: 0,
    timeout: timeoutSeconds * 1000,
    fetch: httpFetch,
  });
  return async (question, signal) => {
    const started = performance.now();
    try {
      const body = {
        ...extraBody,
        ...question.parameters,
        model: question.model,
        messages: question.messages,
      } as ChatCompletionCreateParamsNonStreaming;
      const completion = await client.chat.completions.create(body, signal === undefined ? {} : { signal });
      return received(completion, performance.now() - started);
    } catch (error) {
      return { failure: failureOf(error) };
    }
  };
}

const count = z.number().int().nonnegative().nullish();
const usageSchema = z.object({
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
      }),
    )
    .min(1),
  // Usage that makes no sense is treated as not reported: the answer itself is paid for and worth keeping.
  usage: usageSchema.nullish().catch(null),
});

function received(completion: ChatCompletion, latencyMs: number): AskResult {
  const parsed = completionSchema.safeParse(completion);
  if (!parsed.success) {
    return { failure: { code: 'malformed-response', kind: 'retry', retryAfterMs: undefined, maybePaid: true } };
  }
  const { model, choices, usage } = parsed.data;
  const { message, finish_reason: finishReason } = choices[0]!;
  const calls = message.tool_calls?.length ? JSON.stringify(message.tool_calls) : '';
  const text = message.content || message.refusal || calls;
  return {
    answer: {
      servedModel: model ?? null,
      status: statusOf(text, finishReason ?? null, Boolean(message.refusal)),
      text,
      finishReason: finishReason ?? null,
      inputTokens: usage?.prompt_tokens ?? null,
      cachedInputTokens: usage?.prompt_tokens_details?.cached_tokens ?? null,
      outputTokens: usage?.completion_tokens ?? null,
      reasoningTokens: usage?.completion_tokens_details?.reasoning_tokens ?? null,
      latencyMs,
    },
  };
}

function statusOf(text: string, finishReason: string | null, refused: boolean): Answer['status'] {
  if (refused || finishReason === 'content_filter') return 'refused';
  if (finishReason === 'length') return 'truncated';
  return text === '' ? 'empty' : 'ok';
}
