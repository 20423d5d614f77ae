import { Worker } from 'node:worker_threads';
import { BenchError } from '../../harness/bench-error.ts';

export interface ParquetFooter {
  readonly columns: readonly string[];
  /** Rows and bytes after decompression of each row group, as the footer declares them. */
  readonly groups: readonly { readonly rows: number; readonly bytes: number }[];
}

/** A Parquet file that is decoded in a thread of its own. Calls must not overlap. */
export interface ParquetReader {
  footer(): Promise<ParquetFooter>;
  rows(columns: readonly string[], rowStart: number, rowEnd: number): Promise<unknown[][]>;
  close(): Promise<void>;
}

const MOST_MEMORY_MB = 8192;

/**
 * @param deadlineMs the longest that one call may take: the decoder has been seen to loop for ever on altered bytes
 * @throws {BenchError} from each call, when the file cannot be decoded or not within the deadline
 */
export function parquetReader(file: string, deadlineMs: number): ParquetReader {
  const worker = new Worker(new URL('./parquet-worker.mjs', import.meta.url), {
    workerData: file,
    // Without the loaders of the parent: the worker is plain JavaScript and starts at once.
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: MOST_MEMORY_MB },
  });
  const first = answer<ParquetFooter>(file, worker, deadlineMs);
  // Whoever asks for the footer gets the failure; it is no unhandled one before.
  first.catch(() => {});
  return {
    footer: () => first,
    rows(columns, rowStart, rowEnd) {
      const rows = answer<unknown[][]>(file, worker, deadlineMs);
      worker.postMessage({ columns, rowStart, rowEnd });
      return rows;
    },
    async close() {
      await worker.terminate();
    },
  };
}

/** The next message of the worker, or its end. */
function answer<T>(file: string, worker: Worker, deadlineMs: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const fail = (reason: string) => {
      stop();
      reject(
        new BenchError(`${file}: cannot be read as Parquet: ${reason}`, {
          hint: 'Compression may be none, snappy, gzip or brotli.',
        }),
      );
    };
    const onMessage = (message: { value: T } | { error: string }) => {
      if ('error' in message) return fail(message.error);
      stop();
      resolve(message.value);
    };
    const onError = (error: Error) => fail(error.message);
    const onExit = () => fail('the decoder stopped');
    const timer = setTimeout(
      () => fail(`no end after ${deadlineMs / 1000} s; the file is probably damaged`),
      deadlineMs,
    );
    const stop = () => {
      clearTimeout(timer);
      worker.off('message', onMessage).off('error', onError).off('exit', onExit);
    };
    worker.on('message', onMessage).on('error', onError).on('exit', onExit);
  });
}
