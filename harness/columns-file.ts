import { bytesOf } from './fingerprint.ts';
import { byteLengthOf, type Dtype, dtypeOf, typedArray } from './policy/attachment-bytes.ts';
import type { Attachment } from './router.ts';

const MAGIC = 'SBCOL\u0001';
const PREFIX_BYTES = 12;

/**
 * Named typed arrays in one compact file: 6 bytes `SBCOL` + version 1, 2 bytes of padding, the length of the header (uint32),
 * a JSON header `[{ name, dtype, shape }]`, then the data of each column in that order. Little-endian throughout.
 */
export function encodeColumns(columns: Readonly<Record<string, Attachment>>): Uint8Array {
  const entries = Object.entries(columns);
  const header = Buffer.from(
    JSON.stringify(entries.map(([name, { data, shape }]) => ({ name, dtype: dtypeOf(data), shape }))),
  );
  const prefix = Buffer.alloc(PREFIX_BYTES);
  prefix.write(MAGIC, 'latin1');
  prefix.writeUInt32LE(header.byteLength, 8);
  return Buffer.concat([prefix, header, ...entries.map(([, { data }]) => bytesOf(data))]);
}

/** Reads what {@link encodeColumns} wrote. @throws {Error} when the bytes are no such file or are cut */
export function decodeColumns(bytes: Uint8Array): ReadonlyMap<string, Attachment> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (buffer.subarray(0, MAGIC.length).toString('latin1') !== MAGIC) throw new Error('not a columns file of version 1');
  let at = PREFIX_BYTES + buffer.readUInt32LE(8);
  const header = JSON.parse(buffer.subarray(PREFIX_BYTES, at).toString('utf8')) as {
    name: string;
    dtype: Dtype;
    shape: number[];
  }[];
  const columns = new Map<string, Attachment>();
  for (const { name, dtype, shape } of header) {
    const length = byteLengthOf(dtype, shape);
    if (at + length > buffer.byteLength) throw new Error(`columns file is cut within column ${name}`);
    columns.set(name, { data: typedArray(dtype, buffer.subarray(at, at + length)), shape });
    at += length;
  }
  return columns;
}
