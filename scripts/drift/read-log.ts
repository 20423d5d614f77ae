import { z } from 'zod';
import { fileSlug } from '../../datasets/file-slug.ts';
import { readObjects } from '../../datasets/read-objects.ts';
import { positionOf, splitModelColumn } from '../../datasets/tables/table-fields.ts';
import { BenchError } from '../../harness/bench-error.ts';
import type { Example } from '../../harness/outcome-table.ts';
import type { Scalar } from '../../harness/request.ts';

const messagesSchema = z
  .array(z.object({ role: z.enum(['system', 'user', 'assistant', 'tool']), content: z.string() }))
  .min(1);
const sessionSchema = z.object({ id: z.string().min(1), turn: z.number().int().nonnegative().catch(0) });

/** The task of examples that name none, as in the native format. */
export const NO_TASK = 'default';

/** Requests of a log, and how many rows had none. */
export interface ReadLog {
  readonly name: string;
  readonly examples: readonly Example[];
  readonly notes: readonly string[];
}

/**
 * The requests of a log in JSON Lines. A row has its request as `request.messages`, `messages` or `prompt`, with
 * `metadata` and `session` beside it, and may name a `task` and a `group`; whatever else it says (decision, answer, cost) is not looked at, and a row without
 * a request is counted and left out.
 *
 * @throws {BenchError} where a line is no JSON object, or no row has a request
 */
export async function readLog(file: string, onProgress?: (share: number) => void): Promise<ReadLog> {
  const examples: Example[] = [];
  let without = 0;
  for await (const { row, value } of readObjects(file, { onProgress })) {
    const example = exampleOf(value, row);
    if (example === undefined) without += 1;
    else examples.push(example);
  }
  if (examples.length === 0) {
    throw new BenchError(`${file}: no row has a request`, {
      hint: 'A row of a log has "request": {"messages": […]}, or "messages", or "prompt".',
    });
  }
  const name = fileSlug(file);
  return { name, examples, notes: without === 0 ? [] : [`${name}: ${without} rows without a request left out`] };
}

/** True for a row of a log; false for one of a table of outcomes, which has columns of models or a score. */
export function isLogRow(row: Readonly<Record<string, unknown>>): boolean {
  if (typeof row.request === 'object' && row.request !== null) return true;
  if (messagesOf(row) === undefined) return false;
  const columns = Object.keys(row);
  return positionOf('quality', columns, undefined) === undefined && !columns.some((name) => splitModelColumn(name));
}

function exampleOf(row: Readonly<Record<string, unknown>>, line: number): Example | undefined {
  const within = typeof row.request === 'object' && row.request !== null ? (row.request as typeof row) : row;
  const messages = messagesOf(within) ?? messagesOf(row);
  if (messages === undefined) return undefined;
  const session = sessionSchema.safeParse(within.session ?? row.session).data;
  const { task, group } = row;
  return {
    id: `row-${line}`,
    task: typeof task === 'string' && task !== '' ? task : NO_TASK,
    ...(typeof group === 'string' ? { group } : {}),
    request: {
      messages,
      metadata: scalars(within.metadata ?? row.metadata),
      ...(session === undefined ? {} : { session }),
    },
  };
}

function messagesOf({
  messages,
  prompt,
}: Readonly<Record<string, unknown>>): z.infer<typeof messagesSchema> | undefined {
  if (typeof prompt === 'string') return [{ role: 'user', content: prompt }];
  return messagesSchema.safeParse(messages).data;
}

function scalars(metadata: unknown): Record<string, Scalar> {
  if (typeof metadata !== 'object' || metadata === null) return {};
  const kept = Object.entries(metadata).filter(([, value]) => ['string', 'number', 'boolean'].includes(typeof value));
  return Object.fromEntries(kept) as Record<string, Scalar>;
}
