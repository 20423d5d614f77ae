import { BenchError } from '../harness/bench-error.ts';
import { DEFAULT_LIMITS, type ReadOptions } from './read-limits.ts';
import { readText } from './read-text.ts';

const NEWLINE = 10;
const CARRIAGE_RETURN = 13;

export interface Line {
  /** 1-based; blank lines count. */
  readonly row: number;
  readonly text: string;
}

/**
 * Streams the lines of a text file that are not blank. The last line needs no newline.
 *
 * @throws {BenchError} as `readText`, and for a line longer than `maxLineBytes`
 */
export async function* readLines(file: string, options: ReadOptions = {}): AsyncGenerator<Line> {
  const { maxLineBytes } = { ...DEFAULT_LIMITS, ...options.limits };
  let row = 1;
  let pending: Buffer[] = [];
  let pendingBytes = 0;
  for await (const chunk of readText(file, options)) {
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
      if (pendingBytes + end - start > maxLineBytes) throw tooLong(file, row, maxLineBytes);
      const text = decode(pending, chunk, start, end);
      if (text !== '') yield { row, text };
      row += 1;
      start = end + 1;
      pending = [];
      pendingBytes = 0;
    }
    pendingBytes += chunk.length - start;
    if (pendingBytes > maxLineBytes) throw tooLong(file, row, maxLineBytes);
    if (start < chunk.length) pending.push(chunk.subarray(start));
  }
  const last = decode(pending, Buffer.alloc(0), 0, 0);
  if (last !== '') yield { row, text: last };
}

/** The text of one line, '' when it is blank. */
function decode(pending: readonly Buffer[], chunk: Buffer, start: number, end: number): string {
  const bytes = pending.length === 0 ? chunk : Buffer.concat([...pending, chunk.subarray(start, end)]);
  const from = pending.length === 0 ? start : 0;
  let to = pending.length === 0 ? end : bytes.length;
  if (to > from && bytes[to - 1] === CARRIAGE_RETURN) to -= 1;
  const text = bytes.toString('utf8', from, to);
  return text.trim() === '' ? '' : text;
}

function tooLong(file: string, row: number, limit: number): BenchError {
  return new BenchError(`${file}, row ${row}: the line is longer than ${limit} bytes`, {
    hint: 'A JSONL file has one object on each line.',
  });
}
