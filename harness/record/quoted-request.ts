import { z } from 'zod';
import type { Message } from '../request.ts';

/** A request, and what is to be said about it, as one text: what a classifier or a judge reads. */
export interface Quoted {
  readonly request: readonly Message[];
  /** The answer to judge. */
  readonly answer?: string;
  /** A second answer, to compare with the first. */
  readonly other?: string;
  readonly reference?: unknown;
  readonly rubric?: string;
}

/**
 * Quotes a request as JSON, so that nothing in it can pass for an instruction to the reader: whatever a prompt or an
 * answer says stands between quotation marks.
 */
export function quotedRequest({ request, ...rest }: Quoted): string {
  return JSON.stringify({ request: request.map(({ role, content }) => ({ role, content })), ...rest });
}

const quotedSchema = z.strictObject({
  request: z.array(z.strictObject({ role: z.enum(['system', 'user', 'assistant', 'tool']), content: z.string() })),
  answer: z.string().optional(),
  other: z.string().optional(),
  reference: z.unknown().optional(),
  rubric: z.string().optional(),
});

/** What {@link quotedRequest} quoted; `undefined` for any other text. */
export function readQuotedRequest(text: string): Quoted | undefined {
  try {
    const parsed = quotedSchema.safeParse(JSON.parse(text));
    return parsed.success ? (parsed.data as Quoted) : undefined;
  } catch {
    return undefined;
  }
}
