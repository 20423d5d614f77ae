import { z } from 'zod';
import { ApiError } from './api-error.ts';
import type { AskedMessage } from './question-key.ts';

export interface CompletionRequest {
  readonly model: string;
  readonly messages: readonly AskedMessage[];
  /** Most tokens of the answer. */
  readonly maxTokens: number | undefined;
  /** What the answer is to look like. */
  readonly schema: AnswerSchema | undefined;
  /** Seed of a sample; `undefined` asks for the answer as recorded. */
  readonly sampleSeed: number | undefined;
  readonly logprobs: boolean;
  /** Asks for the answer in pieces. */
  readonly stream: { readonly includeUsage: boolean } | undefined;
}

/** The little of a JSON Schema that readers follow. */
export type AnswerSchema = z.output<typeof answerSchema>;

const answerSchema = z.object({
  properties: z.record(z.string(), z.object({ enum: z.array(z.string()).optional().catch(undefined) })),
});

const text = z.union([
  z.string(),
  z
    .array(z.object({ type: z.literal('text'), text: z.string() }))
    .transform((parts) => parts.map((part) => part.text).join('')),
]);
const count = z.int().positive().nullish();

// Other parameters (tools, top_p…) change nothing about an answer, and are let through.
const schema = z.object({
  model: z.string(),
  messages: z
    .array(
      z.object({
        role: z.enum(['system', 'developer', 'user', 'assistant', 'tool']),
        content: text.nullish().transform((said) => said ?? ''),
      }),
    )
    .min(1),
  max_tokens: count,
  max_completion_tokens: count,
  response_format: z
    .object({ json_schema: z.object({ schema: answerSchema }) })
    .optional()
    .catch(undefined),
  temperature: z.number().min(0).max(2).nullish(),
  seed: z.int().nullish(),
  logprobs: z.boolean().nullish(),
  stream: z.boolean().nullish(),
  stream_options: z.object({ include_usage: z.boolean().nullish() }).nullish(),
  n: z.literal(1, { error: 'one choice at a time is simulated' }).nullish(),
});

/**
 * The request in a body.
 *
 * @throws {ApiError} 400 for what is no JSON, or no request that can be answered
 */
export function completionRequest(body: string): CompletionRequest {
  const parsed = schema.safeParse(parsedJson(body));
  if (!parsed.success) {
    const { path, message } = parsed.error.issues[0]!;
    const param = path.join('.');
    throw new ApiError(400, 'invalid_request', param === '' ? message : `${param}: ${message}`, {
      param: param || null,
    });
  }
  const { model, messages, max_tokens, max_completion_tokens, temperature, seed, stream, ...rest } = parsed.data;
  return {
    model,
    messages,
    maxTokens: max_completion_tokens ?? max_tokens ?? undefined,
    schema: rest.response_format?.json_schema.schema,
    // Without a seed each sample would be another one: the recorded answer at least is the same every time.
    sampleSeed: temperature && seed != null ? seed : undefined,
    logprobs: rest.logprobs === true,
    stream: stream ? { includeUsage: rest.stream_options?.include_usage === true } : undefined,
  };
}

function parsedJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw new ApiError(400, 'invalid_json', 'The body of the request is not JSON.');
  }
}
