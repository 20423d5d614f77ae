import { randomUUID } from 'node:crypto';
import { closeSync, fstatSync, openSync, readSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { bytesOf } from '../fingerprint.ts';

/**
 * A segment is a file of vectors that never changes once it has its name:
 *
 *     magic (8) · version (4) · dimensions (4) · count (4) · CRC-32 of the keys (4)
 *     count × { key (16) · CRC-32 of the vector (4) }
 *     count × dimensions × single-precision number
 *
 * Numbers are little-endian. The keys stand together so that opening reads 20 bytes per vector and no vector.
 */
export interface Segment {
  readonly path: string;
  /** Lower-case hex, 32 digits each. */
  readonly keys: readonly string[];
  /** CRC-32 of each vector. */
  readonly checks: Uint32Array;
}

export interface KeyedVectors {
  readonly keys: readonly string[];
  /** keys × dimensions */
  readonly vectors: Float32Array;
}

const MAGIC = 'SBVECTOR';
const VERSION = 1;
const HEADER_BYTES = 24;
const KEY_BYTES = 16;
const ENTRY_BYTES = KEY_BYTES + 4;
/** Vectors that stand together are read together, up to this many. */
const MOST_AT_ONCE = 256;
export const SEGMENT_SUFFIX = '.vectors';

/** Writes a segment under a name of its own: whole, or (when the process dies) not at all. */
export function writeSegment(folder: string, dimensions: number, { keys, vectors }: KeyedVectors): Segment {
  const table = Buffer.alloc(keys.length * ENTRY_BYTES);
  const checks = Uint32Array.from(keys, (_, row) =>
    crc32(bytesOf(vectors.subarray(row * dimensions, (row + 1) * dimensions))),
  );
  keys.forEach((key, row) => {
    table.write(key, row * ENTRY_BYTES, 'hex');
    table.writeUInt32LE(checks[row]!, row * ENTRY_BYTES + KEY_BYTES);
  });
  const name = `${process.pid}-${randomUUID()}`;
  const temporary = join(folder, `.${name}.tmp`);
  const path = join(folder, `${name}${SEGMENT_SUFFIX}`);
  try {
    writeFileSync(temporary, Buffer.concat([header(dimensions, keys.length, table), table, bytesOf(vectors)]));
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
  return { path, keys, checks };
}

/** Reads the keys of a segment; `undefined` for a file that is gone, truncated or not a segment. */
export function openSegment(path: string, dimensions: number): Segment | undefined {
  return withFile(path, (file) => {
    const head = readAt(file, 0, HEADER_BYTES);
    if (head?.toString('latin1', 0, 8) !== MAGIC || head.readUInt32LE(8) !== VERSION) return undefined;
    const count = head.readUInt32LE(16);
    const expected = HEADER_BYTES + count * (ENTRY_BYTES + 4 * dimensions);
    if (head.readUInt32LE(12) !== dimensions || fstatSync(file).size !== expected) return undefined;
    const table = readAt(file, HEADER_BYTES, count * ENTRY_BYTES);
    if (!table || !header(dimensions, count, table).equals(head)) return undefined;
    const hex = table.toString('hex');
    return {
      path,
      checks: Uint32Array.from({ length: count }, (_, row) => table.readUInt32LE(row * ENTRY_BYTES + KEY_BYTES)),
      keys: Array.from({ length: count }, (_, row) =>
        hex.slice(row * 2 * ENTRY_BYTES, row * 2 * ENTRY_BYTES + 2 * KEY_BYTES),
      ),
    };
  });
}

/**
 * Reads rows of a segment.
 *
 * @param found called with each row that is intact; the vector is valid during the call only
 */
export function readVectors(
  { path, keys, checks }: Segment,
  dimensions: number,
  rows: readonly number[],
  found: (row: number, vector: Float32Array) => void,
): void {
  const rowBytes = dimensions * 4;
  const start = HEADER_BYTES + keys.length * ENTRY_BYTES;
  withFile(path, (file) => {
    for (const [first, count] of runs(rows)) {
      const bytes = readAt(file, start + first * rowBytes, count * rowBytes);
      for (let i = 0; bytes && i < count; i++) {
        const row = bytes.subarray(i * rowBytes, (i + 1) * rowBytes);
        if (crc32(row) !== checks[first + i]) continue;
        found(first + i, new Float32Array(row.buffer, row.byteOffset, dimensions));
      }
    }
  });
}

/** Rows that stand together, as [first, count]. */
function* runs(rows: readonly number[]): Generator<[first: number, count: number]> {
  const sorted = [...rows].sort((a, b) => a - b);
  let start = 0;
  for (let end = 1; end <= sorted.length; end++) {
    const count = end - start;
    if (count < MOST_AT_ONCE && sorted[end] === sorted[start]! + count) continue;
    yield [sorted[start]!, count];
    start = end;
  }
}

function header(dimensions: number, count: number, table: Uint8Array): Buffer {
  const head = Buffer.alloc(HEADER_BYTES);
  head.write(MAGIC, 'latin1');
  head.writeUInt32LE(VERSION, 8);
  head.writeUInt32LE(dimensions, 12);
  head.writeUInt32LE(count, 16);
  head.writeUInt32LE(crc32(table), 20);
  return head;
}

function withFile<T>(path: string, use: (file: number) => T): T | undefined {
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch (error) {
    // Another process has merged this segment into a larger one.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  try {
    return use(file);
  } finally {
    closeSync(file);
  }
}

function readAt(file: number, position: number, length: number): Buffer | undefined {
  const bytes = Buffer.alloc(length);
  return readSync(file, bytes, 0, length, position) === length ? bytes : undefined;
}
