import { createReadStream } from 'node:fs';
import { BenchError } from '../../harness/bench-error.ts';

/** Length of one row: those of RouterArena carry whole answers. */
export const MOST_ROW_LENGTH = 4 * 2 ** 20;

/**
 * Streams the lines of a text file that are not blank, with their 1-based number; a byte order mark is taken off.
 *
 * @param most characters of one line
 * @throws {BenchError} for a longer line
 */
export async function* fileLines(
  file: string,
  most = MOST_ROW_LENGTH,
): AsyncGenerator<{ readonly row: number; readonly text: string }> {
  let row = 1;
  let pending: string[] = [];
  let length = 0;
  for await (const chunk of createReadStream(file, { encoding: 'utf8' }) as AsyncIterable<string>) {
    let start = 0;
    for (let end = chunk.indexOf('\n'); end >= 0; end = chunk.indexOf('\n', start)) {
      if (length + end - start > most) throw tooLong(file, row, most);
      const text = lineOf(pending, chunk.slice(start, end));
      if (text !== '') yield { row, text };
      row += 1;
      start = end + 1;
      pending = [];
      length = 0;
    }
    length += chunk.length - start;
    if (length > most) throw tooLong(file, row, most);
    pending.push(chunk.slice(start));
  }
  const last = lineOf(pending, '');
  if (last !== '') yield { row, text: last };
}

/** Trimming takes off a carriage return and a byte order mark as well. */
function lineOf(pending: readonly string[], end: string): string {
  return `${pending.join('')}${end}`.trim();
}

function tooLong(file: string, row: number, most: number): BenchError {
  return new BenchError(`${file}, row ${row}: the line is longer than ${most} characters`, {
    hint: 'A JSONL file has one object on each line.',
  });
}
