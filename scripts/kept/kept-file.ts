import { readFile, stat } from 'node:fs/promises';
import { z } from 'zod';
import { BenchError } from '../../harness/bench-error.ts';
import { decodeColumns } from '../../harness/columns-file.ts';
import type { ReadColumn } from './assessment-columns.ts';

const LARGEST = 4 * 2 ** 30 - 1;
const HINT = 'The files of a run belong together: copy the whole folder again, or run the bench again.';

/** @throws {BenchError} naming the file, when it cannot be read or is no columns file */
export async function readColumns(path: string): Promise<ReadColumn> {
  const bytes = await readBounded(path);
  const columns = fitting(path, () => decodeColumns(bytes));
  return (name) => columns.get(name)?.data ?? null;
}

/** @throws {BenchError} naming the file and the field, when it is no JSON of that shape */
export async function readJson<T>(path: string, schema: z.ZodType<T>): Promise<T> {
  const text = (await readBounded(path)).toString('utf8');
  const parsed = schema.safeParse(fitting(path, () => JSON.parse(text)));
  if (parsed.success) return parsed.data;
  throw new BenchError(`${path} does not hold:\n${z.prettifyError(parsed.error)}`, { hint: HINT });
}

/** What goes wrong in `read` is told as the fault of the file. */
export function fitting<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    throw new BenchError(`${path} does not hold: ${(cause as Error).message}`, { hint: HINT, cause });
  }
}

async function readBounded(path: string): Promise<Buffer> {
  const found = await stat(path).catch((cause) => {
    throw new BenchError(`${path} cannot be read`, { hint: HINT, cause });
  });
  if (!found.isFile() || found.size > LARGEST) throw new BenchError(`${path} is no file of at most ${LARGEST} bytes`);
  return readFile(path);
}
