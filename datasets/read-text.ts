import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { BenchError } from '../harness/bench-error.ts';
import { DEFAULT_LIMITS, type ReadOptions } from './read-limits.ts';

const CHUNK_BYTES = 2 ** 20;
const BOM = Buffer.from([0xef, 0xbb, 0xbf]);

/**
 * Streams the bytes of a text file, `.gz` decompressed, without a byte-order mark.
 *
 * @throws {BenchError} for a file that is missing, empty, too large on disk or after decompression, or corrupt gzip
 */
export async function* readText(file: string, options: ReadOptions = {}): AsyncGenerator<Buffer> {
  const size = await fileSize(file, options);
  const { maxTextBytes } = { ...DEFAULT_LIMITS, ...options.limits };
  let bytes = 0;
  for await (const chunk of bytesOfFile(file, size, options)) {
    const text = bytes === 0 && chunk.subarray(0, 3).equals(BOM) ? chunk.subarray(3) : chunk;
    bytes += chunk.length;
    if (bytes > maxTextBytes) throw tooLarge(file, `more than ${maxTextBytes} bytes of text`);
    if (text.length > 0) yield text;
  }
}

/**
 * Size of a file in bytes.
 *
 * @throws {BenchError} when it is missing, no regular file, empty, or larger than `maxFileBytes`
 */
export async function fileSize(file: string, options: ReadOptions = {}): Promise<number> {
  const { maxFileBytes } = { ...DEFAULT_LIMITS, ...options.limits };
  const found = await stat(file).catch((cause: NodeJS.ErrnoException) => {
    throw new BenchError(`${file}: ${cause.code === 'ENOENT' ? 'there is no such file' : cause.message}`, { cause });
  });
  // A named pipe or a device has no end that could be trusted.
  if (!found.isFile()) throw new BenchError(`${file}: not a regular file`);
  if (found.size === 0) throw new BenchError(`${file}: the file is empty`);
  if (found.size > maxFileBytes) throw tooLarge(file, `${found.size} bytes, at most ${maxFileBytes} are allowed`);
  return found.size;
}

async function* bytesOfFile(file: string, size: number, options: ReadOptions): AsyncGenerator<Buffer> {
  const raw = countBytes(createReadStream(file, { highWaterMark: CHUNK_BYTES }), size, options);
  if (!file.toLowerCase().endsWith('.gz')) {
    yield* raw;
    return;
  }
  const gunzip = createGunzip({ chunkSize: 2 ** 16 });
  // An error on either side destroys the stream, and the loop below throws it.
  pipeline(Readable.from(raw), gunzip).catch(() => {});
  try {
    yield* gunzip as AsyncIterable<Buffer>;
  } catch (cause) {
    if (!isZlibError(cause)) throw cause;
    throw new BenchError(`${file}: corrupt or truncated gzip (${cause.message})`, { cause });
  }
}

async function* countBytes(chunks: AsyncIterable<Buffer>, size: number, options: ReadOptions): AsyncGenerator<Buffer> {
  let done = 0;
  for await (const chunk of chunks) {
    yield chunk;
    done += chunk.length;
    options.onProgress?.(done / size);
  }
}

function isZlibError(error: unknown): error is Error {
  const code = (error as { code?: unknown } | null)?.code;
  return error instanceof Error && typeof code === 'string' && code.startsWith('Z_');
}

function tooLarge(file: string, found: string): BenchError {
  return new BenchError(`${file}: too large: ${found}`, { hint: 'Split the file, or raise the limit where you call.' });
}
