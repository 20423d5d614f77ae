import type { OnProblem } from './problem.ts';

/** How much of a hostile file is read before it is refused. */
export interface ReadLimits {
  /** Bytes of a file on disk. */
  readonly maxFileBytes: number;
  /** Bytes of text after decompression: what a gzip bomb runs into. */
  readonly maxTextBytes: number;
  /** Bytes of one JSONL line or one CSV record. */
  readonly maxLineBytes: number;
  /** Milliseconds that the decoding of one Parquet row group may take: altered bytes can make it endless. */
  readonly maxParquetMs: number;
}

export const DEFAULT_LIMITS: ReadLimits = {
  maxFileBytes: 8 * 2 ** 30,
  maxTextBytes: 16 * 2 ** 30,
  maxLineBytes: 16 * 2 ** 20,
  maxParquetMs: 120_000,
};

export interface ReadOptions {
  /** What to do about a problem; the default throws a `BenchError` at the first. */
  readonly onProblem?: OnProblem | undefined;
  readonly limits?: Partial<ReadLimits> | undefined;
  /** Called now and then with the share of the file that was read, 0..1. */
  readonly onProgress?: ((share: number) => void) | undefined;
}
