import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { BenchError } from '../../harness/bench-error.ts';
import type { DecisionRecord } from '../../harness/decision-record.ts';

/**
 * Writes a log, one record a line; it appears under its name when it is whole.
 *
 * @throws {BenchError} where it cannot be written
 */
export async function writeDecisions(file: string, records: readonly DecisionRecord[]): Promise<void> {
  const partial = `${file}.${process.pid}.partial`;
  try {
    await pipeline(Readable.from(lines(records)), createWriteStream(partial));
    await rename(partial, file);
  } catch (error) {
    await rm(partial, { force: true });
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw new BenchError(`${file} cannot be written (${code})`, { cause: error, hint: 'Does its folder exist?' });
  }
}

function* lines(records: readonly DecisionRecord[]): Generator<string> {
  for (const record of records) yield `${JSON.stringify(record)}\n`;
}
