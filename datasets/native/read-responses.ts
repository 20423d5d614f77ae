import { z } from 'zod';
import type { Completion } from '../../harness/tools.ts';
import { throwProblem } from '../problem.ts';
import type { ReadOptions } from '../read-limits.ts';
import { readObjects } from '../read-objects.ts';

const count = z.int().nonnegative();

/** One line of `responses.jsonl`: what a model said to a router's question. Absent = the provider did not say. */
export const responseRowSchema = z.strictObject({
  /** SHA-256 of the question: provider, model, messages, parameters, repetition. */
  key: z.string().regex(/^[0-9a-f]{64}$/, 'a SHA-256 in hex, 64 characters, is expected'),
  status: z.enum(['ok', 'refused', 'truncated', 'empty', 'error']).default('ok'),
  text: z.string().default(''),
  servedModel: z.string().max(300).optional(),
  inputTokens: count.optional(),
  cachedInputTokens: count.optional(),
  outputTokens: count.optional(),
  latencyMs: z.number().nonnegative(),
  errorCode: z.string().max(300).optional(),
});
export type NativeResponse = z.input<typeof responseRowSchema>;

/** Reads `responses.jsonl[.gz]`: what routers that ask models were answered, by the key of the question. */
export async function readResponses(file: string, options: ReadOptions): Promise<ReadonlyMap<string, Completion>> {
  const onProblem = options.onProblem ?? throwProblem;
  const responses = new Map<string, Completion>();
  for await (const { row, value } of readObjects(file, options)) {
    const parsed = responseRowSchema.safeParse(value);
    if (!parsed.success) {
      for (const { path, message } of parsed.error.issues) {
        onProblem({ file, row, field: path.join('.') || undefined, message, severity: 'error' });
      }
    } else if (responses.has(parsed.data.key)) {
      onProblem({ file, row, field: 'key', message: 'the key stands twice', severity: 'error' });
    } else responses.set(parsed.data.key, toCompletion(parsed.data));
  }
  return responses;
}

function toCompletion(row: z.output<typeof responseRowSchema>): Completion {
  return {
    status: row.status,
    text: row.text,
    servedModel: row.servedModel ?? null,
    inputTokens: row.inputTokens ?? null,
    cachedInputTokens: row.cachedInputTokens ?? null,
    outputTokens: row.outputTokens ?? null,
    latencyMs: row.latencyMs,
    errorCode: row.errorCode ?? null,
  };
}

/** The line for a response. */
export function fromCompletion(key: string, answer: Completion): NativeResponse {
  return {
    key,
    ...(answer.status === 'ok' ? {} : { status: answer.status }),
    ...(answer.text === '' ? {} : { text: answer.text }),
    ...(answer.servedModel === null ? {} : { servedModel: answer.servedModel }),
    ...(answer.inputTokens === null ? {} : { inputTokens: answer.inputTokens }),
    ...(answer.cachedInputTokens === null ? {} : { cachedInputTokens: answer.cachedInputTokens }),
    ...(answer.outputTokens === null ? {} : { outputTokens: answer.outputTokens }),
    latencyMs: Math.round(answer.latencyMs),
    ...(answer.errorCode === null ? {} : { errorCode: answer.errorCode }),
  };
}
