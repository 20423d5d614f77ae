import { BenchError } from '../../harness/bench-error.ts';
import type { ReadOptions } from '../read-limits.ts';
import { readCsv } from './read-csv.ts';
import { readJsonl } from './read-jsonl.ts';
import { readParquet } from './read-parquet.ts';
import type { TableRow } from './table-row.ts';

export const TABLE_EXTENSIONS = ['.jsonl', '.jsonl.gz', '.csv', '.csv.gz', '.parquet'] as const;

/**
 * Streams the rows of a table file, format by extension. The whole text is never held: a row is garbage once the
 * caller is done with it. A last line without newline is a line; a byte-order mark is dropped.
 *
 * @throws {BenchError} naming file and row: unknown extension, missing or empty file, truncated JSONL line, ragged CSV
 *   row, corrupt gzip or Parquet, a limit exceeded
 */
export function readRows(file: string, options: ReadOptions = {}): AsyncIterable<TableRow> {
  const name = file.toLowerCase();
  if (name.endsWith('.jsonl') || name.endsWith('.jsonl.gz')) return readJsonl(file, options);
  if (name.endsWith('.csv') || name.endsWith('.csv.gz')) return readCsv(file, options);
  if (name.endsWith('.parquet')) return readParquet(file, options);
  throw new BenchError(`${file}: not a table that can be read`, {
    hint: `Allowed extensions: ${TABLE_EXTENSIONS.join(', ')}.`,
  });
}
