import { z } from 'zod';
import type { RecordedResponse } from './response-cache.ts';

const count = z.int().nonnegative().nullable();

/** A response as it stands in a file from elsewhere. */
export const recordedResponseSchema = z.strictObject({
  key: z.string().regex(/^[0-9a-f]{64}$/, 'a SHA-256 in hex, 64 characters, is expected'),
  provider: z.string().min(1),
  model: z.string().min(1),
  repetition: z.int().nonnegative(),
  baseUrl: z.string(),
  servedModel: z.string().nullable(),
  status: z.enum(['ok', 'refused', 'truncated', 'empty', 'error']),
  text: z.string(),
  finishReason: z.string().nullable(),
  errorCode: z.string().nullable(),
  inputTokens: count,
  cachedInputTokens: count,
  outputTokens: count,
  reasoningTokens: count,
  latencyMs: z.number().nonnegative(),
  // Files of version 1 have neither.
  firstTokenMs: z.number().nonnegative().nullable().default(null),
  meanLogProbability: z.number().max(0).nullable().default(null),
  costUsd: z.number().nonnegative().nullable(),
  askedAt: z.iso.datetime({ offset: true }),
}) satisfies z.ZodType<RecordedResponse>;
