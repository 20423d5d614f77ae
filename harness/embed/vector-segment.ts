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
export const SEGMENT_SUFFIX = '.vectors';

/** Writes a segment under a name of its own: whole, or (when the process dies) not at all. */
export function writeSegment(folder: string, dimensions: number, { keys, vectors }: KeyedVectors): Segment {
  const table = Buffer.alloc(keys.length * ENTRY_BYTES);
  keys.forEach((key, row) => {
    table.write(key, row * ENTRY_BYTES, 'hex');
    const vector = vectors.subarray(row * dimensions, (row + 1) * dimensions);
    table.writeUInt32LE(crc32(bytesOf(vector)), row * ENTRY_BYTES + KEY_BYTES);
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
  return { path, keys };
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
      keys: Array.from({ length: count }, (_, row) =>
        hex.slice(row * 2 * ENTRY_BYTES, row * 2 * ENTRY_BYTES + 2 * KEY_BYTES),
      ),
    };
  });
}

/**
 * Reads rows of a segment.
 *
 * @param found called with each row that is intact
 */
export function readVectors(
  { path, keys }: Segment,
  dimensions: number,
  rows: readonly number[],
  found: (row: number, vector: Float32Array) => void,
): void {
  withFile(path, (file) => {
    for (const row of rows) {
      const entry = readAt(file, HEADER_BYTES + row * ENTRY_BYTES, ENTRY_BYTES);
      const start = HEADER_BYTES + keys.length * ENTRY_BYTES + row * dimensions * 4;
      const bytes = readAt(file, start, dimensions * 4);
      if (!entry || !bytes || crc32(bytes) !== entry.readUInt32LE(KEY_BYTES)) continue;
      found(row, new Float32Array(bytes.buffer, bytes.byteOffset, dimensions));
    }
  });
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
