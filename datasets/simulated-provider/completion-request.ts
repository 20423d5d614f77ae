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
    .array(z.object({ role: z.enum(['system', 'developer', 'user', 'assistant', 'tool']), content: text }))
    .min(1),
  max_tokens: count,
  max_completion_tokens: count,
  response_format: z
    .object({ json_schema: z.object({ schema: answerSchema }) })
    .optional()
    .catch(undefined),
  stream: z.literal(false, { error: 'streaming is not simulated' }).nullish(),
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
  const { model, messages, max_tokens, max_completion_tokens, response_format } = parsed.data;
  return {
    model,
    messages,
    maxTokens: max_completion_tokens ?? max_tokens ?? undefined,
    schema: response_format?.json_schema.schema,
  };
}

function parsedJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw new ApiError(400, 'invalid_json', 'The body of the request is not JSON.');
  }
}
