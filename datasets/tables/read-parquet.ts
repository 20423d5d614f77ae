import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import {
  type AsyncBuffer,
  asyncBufferFromFile,
  type Compressors,
  type FileMetaData,
  parquetMetadataAsync,
  parquetRead,
  parquetSchema,
} from 'hyparquet';
import { BenchError } from '../../harness/bench-error.ts';
import { isForbiddenKey } from '../forbidden-key.ts';
import { throwProblem } from '../problem.ts';
import { DEFAULT_LIMITS, type ReadOptions } from '../read-limits.ts';
import { fileSize } from '../read-text.ts';
import type { TableRow } from './table-row.ts';

/** What Node can decompress itself, each bounded by the size that the page header declares. */
const COMPRESSORS: Compressors = {
  GZIP: (input, bytes) => gunzipSync(input, { maxOutputLength: Math.max(1, bytes) }),
  BROTLI: (input, bytes) => brotliDecompressSync(input, { maxOutputLength: Math.max(1, bytes) }),
};

/** Streams the rows of a `.parquet` file, one row group at a time. */
export async function* readParquet(file: string, options: ReadOptions = {}): AsyncGenerator<TableRow> {
  await fileSize(file, options);
  const buffer = await asyncBufferFromFile(file);
  const metadata = await understand(file, () => parquetMetadataAsync(buffer));
  const columns = await understand(file, async () => columnNames(file, metadata, options));
  const total = Number(metadata.num_rows);
  let start = 0;
  for (const group of metadata.row_groups) {
    const end = start + Number(group.num_rows);
    for (const [i, values] of (await readGroup(file, buffer, metadata, columns, start, end)).entries()) {
      yield { row: start + i + 1, columns, values: values.map(plainValue) };
    }
    options.onProgress?.(end / total);
    start = end;
  }
  if (start === 0) (options.onProblem ?? throwProblem)({ file, message: 'no rows', severity: 'error' });
}

/** Checks the sizes that the footer declares before anything is decompressed. */
function columnNames(file: string, metadata: FileMetaData, options: ReadOptions): string[] {
  const { maxTextBytes } = { ...DEFAULT_LIMITS, ...options.limits };
  let bytes = 0;
  for (const group of metadata.row_groups) bytes += Number(group.total_byte_size);
  if (bytes > maxTextBytes) throw new BenchError(`${file}: too large: ${bytes} bytes when decompressed`);
  const columns = parquetSchema(metadata).children.map((child) => child.element.name);
  const forbidden = columns.find(isForbiddenKey);
  if (forbidden !== undefined) throw new BenchError(`${file}: the column name "${forbidden}" is not allowed`);
  return columns;
}

function readGroup(
  file: string,
  buffer: AsyncBuffer,
  metadata: FileMetaData,
  columns: string[],
  rowStart: number,
  rowEnd: number,
): Promise<unknown[][]> {
  return understand(
    file,
    () =>
      new Promise((resolve, reject) => {
        parquetRead({
          file: buffer,
          metadata,
          columns,
          rowStart,
          rowEnd,
          compressors: COMPRESSORS,
          onComplete: resolve,
        }).catch(reject);
      }),
  );
}

/** 64-bit integers as numbers (exact up to 2^53), dates as ISO text, SQL null as an absent value. */
function plainValue(value: unknown): unknown {
  if (typeof value === 'bigint') return Number(value);
  if (value instanceof Date) return value.toISOString();
  return value ?? undefined;
}

/** Whatever the parser throws on a file is the file's fault. */
async function understand<T>(file: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (cause) {
    if (cause instanceof BenchError) throw cause;
    throw new BenchError(`${file}: cannot be read as Parquet: ${(cause as Error).message}`, {
      hint: 'Compression may be none, snappy, gzip or brotli.',
      cause,
    });
  }
}
