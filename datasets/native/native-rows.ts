import { z } from 'zod';
import type { Example, StatusName } from '../../harness/outcome-table.ts';

const scalar = z.union([z.string(), z.number(), z.boolean()]);
const id = z.string().min(1).max(1000);

/** One line of `examples.jsonl`. */
export const exampleRowSchema = z
  .strictObject({
    id,
    /** Short for one user message. */
    prompt: z.string().optional(),
    messages: z
      .array(z.strictObject({ role: z.enum(['system', 'user', 'assistant', 'tool']), content: z.string() }))
      .min(1)
      .optional(),
    /** What production knows before it routes: the only fields of a row, beside the messages, that routers see. */
    metadata: z.record(z.string(), scalar).default({}),
    session: z.strictObject({ id, turn: z.number().int().nonnegative() }).optional(),
    task: z.string().min(1).default('default'),
    group: id.optional(),
    label: id.optional(),
    grading: z
      .strictObject({
        grader: z.string(),
        reference: z.unknown().optional(),
        options: z.record(z.string(), z.unknown()).optional(),
      })
      .optional(),
    at: z.iso.datetime({ offset: true }).or(z.iso.date()).optional(),
  })
  .refine((row) => (row.prompt === undefined) !== (row.messages === undefined), {
    message: 'exactly one of prompt and messages is expected',
    path: ['prompt'],
  });

export type ExampleRow = z.output<typeof exampleRowSchema>;

/** One line of `outcomes.jsonl`: one example answered by one model. Absent = not recorded, never zero. */
export interface NativeOutcome {
  readonly example: string;
  readonly model: string;
  /** Default: `ok` where there is a quality or a response, `error` where there is an error code, else `missing`. */
  readonly status?: StatusName;
  /** On the card's scale. May be left out where a response and the example's grading exist. */
  readonly quality?: number;
  readonly response?: string;
  readonly inputTokens?: number;
  /** A part of `inputTokens`. */
  readonly cachedInputTokens?: number;
  readonly outputTokens?: number;
  /** Default: tokens × the card's price. */
  readonly costUsd?: number;
  readonly latencyMs?: number;
  /** What the provider said: `429`, `timeout`… */
  readonly errorCode?: string | number;
  /** What the provider says it served, where that is not the model that was asked for. Since version 2. */
  readonly servedModel?: string;
  /** Why an answer has no quality though it should: its verdict cannot be read… It counts as missing. Since version 2. */
  readonly ungraded?: string;
}

const VERSION_1 = [
  'example',
  'model',
  'status',
  'quality',
  'response',
  'inputTokens',
  'cachedInputTokens',
  'outputTokens',
  'costUsd',
  'latencyMs',
  'errorCode',
] as const satisfies readonly (keyof NativeOutcome)[];

const VERSION_2 = [...VERSION_1, 'servedModel', 'ungraded'] as const satisfies readonly (keyof NativeOutcome)[];

/** The keys of an outcome by the card's version: readers refuse others, so that a typo is not data that is missing. */
export const OUTCOME_KEYS = { 1: VERSION_1, 2: VERSION_2 } as const;

/** Keys in one fixed order, absent ones left out, so that equal content has an equal fingerprint. */
export function toExample(row: ExampleRow): Example {
  return {
    id: row.id,
    request: {
      messages: row.messages ?? [{ role: 'user', content: row.prompt! }],
      metadata: row.metadata,
      ...(row.session === undefined ? {} : { session: row.session }),
    },
    task: row.task,
    ...(row.group === undefined ? {} : { group: row.group }),
    ...(row.label === undefined ? {} : { label: row.label }),
    ...(row.grading === undefined ? {} : { grading: withoutUndefined(row.grading) }),
    ...(row.at === undefined ? {} : { at: row.at }),
  };
}

/** The line for an example, with `prompt` where one user message is all. */
export function fromExample(example: Example): z.input<typeof exampleRowSchema> {
  const { messages, metadata, session } = example.request;
  const only = messages.length === 1 && messages[0]!.role === 'user' ? messages[0]!.content : undefined;
  return {
    id: example.id,
    ...(only === undefined ? { messages: messages.map((message) => ({ ...message })) } : { prompt: only }),
    ...(Object.keys(metadata).length === 0 ? {} : { metadata }),
    ...(session === undefined ? {} : { session: { ...session } }),
    task: example.task,
    ...(example.group === undefined ? {} : { group: example.group }),
    ...(example.label === undefined ? {} : { label: example.label }),
    ...(example.grading === undefined ? {} : { grading: { ...example.grading } }),
    ...(example.at === undefined ? {} : { at: example.at }),
  };
}

/** `exactOptionalPropertyTypes`: an optional key is absent, not undefined. */
export function withoutUndefined<T extends object>(value: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, item]) => item !== undefined)) as never;
}
