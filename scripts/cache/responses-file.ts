import { closeSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { z } from 'zod';
import { problemText } from '../../datasets/problem.ts';
import { readObjects } from '../../datasets/read-objects.ts';
import { BenchError } from '../../harness/bench-error.ts';
import { recordedResponseSchema } from '../../harness/record/cache/recorded-response-schema.ts';
import type { RecordedResponse } from '../../harness/record/cache/response-cache.ts';

/**
 * The first line of a file of responses; each line that follows is one response. Version 1 knew neither `firstTokenMs` nor
 * `meanLogProbability`, and is read too.
 */
const HEADER = { format: 'signalbox-responses', version: 2 } as const;

const headerSchema = z.strictObject({ format: z.literal(HEADER.format), version: z.int().positive() });
const HINT = `Expected the output of "signalbox cache export": first the line ${JSON.stringify(HEADER)}, then one response a line.`;

/**
 * Writes responses as JSONL; the file appears when it is complete.
 *
 * @returns how many there were
 * @throws {BenchError} where the file cannot be written
 */
export function writeResponsesFile(file: string, responses: Iterable<RecordedResponse>): number {
  const staging = `${file}.${process.pid}.partial`;
  const fd = onDisk(file, () => openSync(staging, 'wx'));
  try {
    const count = writeOpened(fd, file, responses);
    onDisk(file, () => renameSync(staging, file));
    return count;
  } catch (error) {
    rmSync(staging, { force: true });
    throw error;
  }
}

/**
 * Streams the responses of a JSONL file.
 *
 * @throws {BenchError} naming file, row and field at the first line that is too long, cut or of another shape, and for
 *   a file of another format or a newer version
 */
export async function* readResponsesFile(file: string): AsyncGenerator<RecordedResponse> {
  let headed = false;
  for await (const { row, value } of readObjects(file)) {
    if (headed) yield check(file, row, recordedResponseSchema, value);
    else checkVersion(file, row, check(file, row, headerSchema, value));
    headed = true;
  }
}

function writeOpened(fd: number, file: string, responses: Iterable<RecordedResponse>): number {
  try {
    return writeLines(responses, (text) => onDisk(file, () => writeFully(fd, text)));
  } finally {
    closeSync(fd);
  }
}

function writeLines(responses: Iterable<RecordedResponse>, write: (text: string) => void): number {
  const atOnce = 2 ** 16;
  let count = 0;
  let pending = `${JSON.stringify(HEADER)}\n`;
  for (const response of responses) {
    pending += `${JSON.stringify(response)}\n`;
    count += 1;
    if (pending.length < atOnce) continue;
    write(pending);
    pending = '';
  }
  write(pending);
  return count;
}

function writeFully(fd: number, text: string): void {
  const bytes = Buffer.from(text);
  for (let written = 0; written < bytes.length; ) written += writeSync(fd, bytes, written);
}

function onDisk<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    throw new BenchError(`${file} could not be written: ${(cause as Error).message}`, {
      hint: 'Name a file in a folder that exists, that you may write, and that has space left.',
      cause,
    });
  }
}

function check<T>(file: string, row: number, schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const { path, message } = parsed.error.issues[0]!;
  const field = path.join('.') || undefined;
  throw new BenchError(problemText({ file, row, field, message, severity: 'error' }), { hint: HINT });
}

function checkVersion(file: string, row: number, { version }: { readonly version: number }): void {
  if (version <= HEADER.version) return;
  throw new BenchError(
    `${file}, row ${row}, field "version": ${version} is not known; this Signalbox reads versions up to ${HEADER.version}`,
    { hint: 'Use the newer Signalbox that wrote the file.' },
  );
}
