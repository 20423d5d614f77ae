import { createWriteStream, existsSync } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { z } from 'zod';
import { readObjects } from '../../datasets/read-objects.ts';
import { BenchError } from '../../harness/bench-error.ts';
import type { PromptTexts } from '../../reports/disagreements/test-decisions.ts';

/** Where a run keeps what was said: a line that says what it is, then a line for each test prompt, in their order. */
export const PROMPTS_FILE = 'prompts.jsonl.gz';
const VERSION = 1;

/** Of more test prompts no texts are kept: no page could show them. */
export const MOST_PROMPTS = 20_000;

const headSchema = z.strictObject({
  schema: z.literal('signalbox/prompts'),
  version: z.literal(VERSION),
  /** The order of `answers` and `reasons`. */
  models: z.array(z.string()).min(1),
  routers: z.array(z.string()),
});
export type PromptsHead = Omit<z.infer<typeof headSchema>, 'schema' | 'version'>;

const cutSchema = z.union([z.string(), z.tuple([z.string(), z.int().nonnegative()])]);
const lineSchema = z.strictObject({
  prompt: cutSchema,
  metadata: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  answers: z.array(cutSchema.nullable()),
  reasons: z.array(z.array(z.string())),
});

/** Larger than any that is written. */
const LIMITS = { maxFileBytes: 2 ** 30, maxTextBytes: 2 ** 30 };

/** Line by line, so that the whole is never one string. Same texts, same bytes. */
export async function writePrompts(folder: string, head: PromptsHead, texts: Iterable<PromptTexts>): Promise<void> {
  await pipeline(Readable.from(lines(head, texts)), createGzip(), createWriteStream(join(folder, PROMPTS_FILE)));
}

function* lines(head: PromptsHead, texts: Iterable<PromptTexts>): Generator<string> {
  yield `${JSON.stringify({ schema: 'signalbox/prompts', version: VERSION, ...head })}\n`;
  for (const line of texts) yield `${JSON.stringify(line)}\n`;
}

/**
 * @param testPrompts how many the run has
 * @returns `undefined` where the run keeps none
 * @throws {BenchError} naming the file and the row, when it does not hold or is about other models or routers
 */
export async function readPrompts(
  folder: string,
  expected: PromptsHead,
  testPrompts: number,
): Promise<PromptTexts[] | undefined> {
  const file = join(folder, PROMPTS_FILE);
  if (!existsSync(file)) return undefined;
  const texts: PromptTexts[] = [];
  let head: PromptsHead | undefined;
  for await (const { row, value } of readObjects(file, { limits: LIMITS })) {
    if (head === undefined) head = checkedHead(file, checked(file, row, headSchema, value), expected);
    else texts.push(checkedLine(file, row, value, head));
  }
  const lines = Math.min(MOST_PROMPTS, testPrompts);
  if (texts.length !== lines) {
    throw new BenchError(`${file} has ${texts.length} prompts, not ${lines}`, { hint: HINT });
  }
  return texts;
}

/** Prompts are the same at other prices, and so is what routers think of them. */
export async function copyPrompts(from: string, to: string): Promise<void> {
  const file = join(from, PROMPTS_FILE);
  if (existsSync(file)) await copyFile(file, join(to, PROMPTS_FILE));
}

function checkedHead(file: string, head: PromptsHead, { models, routers }: PromptsHead): PromptsHead {
  if (JSON.stringify([head.models, head.routers]) === JSON.stringify([models, routers])) return head;
  throw new BenchError(`${file} is about other models or routers than the run that it lies in`, { hint: HINT });
}

function checkedLine(file: string, row: number, value: unknown, { models, routers }: PromptsHead): PromptTexts {
  const line = checked(file, row, lineSchema, value);
  if (line.answers.length === models.length && line.reasons.length === routers.length) return line;
  throw new BenchError(
    `${file}, row ${row}: ${line.answers.length} answers and reasons of ${line.reasons.length} routers`,
    { hint: HINT },
  );
}

const HINT = 'The files of a run belong together: copy the whole folder again, or run the bench again.';

function checked<T>(file: string, row: number, schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new BenchError(`${file}, row ${row}:\n${z.prettifyError(parsed.error)}`, { hint: HINT });
}
