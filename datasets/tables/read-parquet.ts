import { BenchError } from '../../harness/bench-error.ts';
import { isForbiddenKey } from '../forbidden-key.ts';
import { throwProblem } from '../problem.ts';
import { DEFAULT_LIMITS, type ReadOptions } from '../read-limits.ts';
import { fileSize } from '../read-text.ts';
import { type ParquetFooter, type ParquetReader, parquetReader } from './parquet-reader.ts';
import type { TableRow } from './table-row.ts';

/** Streams the rows of a `.parquet` file, one row group at a time. */
export async function* readParquet(file: string, options: ReadOptions = {}): AsyncGenerator<TableRow> {
  const size = await fileSize(file, options);
  const { maxParquetMs } = { ...DEFAULT_LIMITS, ...options.limits };
  const reader = parquetReader(file, maxParquetMs);
  try {
    yield* rowsOf(file, size, reader, options);
  } finally {
    await reader.close();
  }
}

async function* rowsOf(
  file: string,
  size: number,
  reader: ParquetReader,
  options: ReadOptions,
): AsyncGenerator<TableRow> {
  const { columns, groups } = await reader.footer();
  checkFooter(file, size, { columns, groups }, options);
  const total = groups.reduce((sum, group) => sum + group.rows, 0);
  let start = 0;
  for (const group of groups) {
    const rows = await reader.rows(columns, start, start + group.rows);
    for (const [i, values] of rows.entries()) yield { row: start + i + 1, columns, values };
    start += group.rows;
    options.onProgress?.(start / total);
  }
  if (total === 0) (options.onProblem ?? throwProblem)({ file, message: 'it has no rows', severity: 'error' });
}

/** Run-length encoding makes a row of many equal values almost free, but not this free. */
const MOST_ROWS_PER_BYTE = 10_000;

/** Checks what the footer declares before anything is decompressed. */
function checkFooter(file: string, size: number, { columns, groups }: ParquetFooter, options: ReadOptions): void {
  const { maxTextBytes } = { ...DEFAULT_LIMITS, ...options.limits };
  const bytes = groups.reduce((sum, group) => sum + group.bytes, 0);
  const sane = groups.every(({ rows }) => rows >= 0 && rows <= size * MOST_ROWS_PER_BYTE && Number.isSafeInteger(rows));
  if (!sane) throw new BenchError(`${file}: cannot be read as Parquet: it declares an impossible number of rows`);
  if (bytes > maxTextBytes) throw new BenchError(`${file}: too large: ${bytes} bytes when decompressed`);
  const forbidden = columns.find(isForbiddenKey);
  if (forbidden !== undefined) throw new BenchError(`${file}: the column name "${forbidden}" is not allowed`);
}
