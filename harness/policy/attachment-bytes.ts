import type { Attachment } from '../router.ts';
import type { AttachmentFile } from './policy.ts';

const BYTES = { float32: 4, float64: 8, int32: 4, uint8: 1 } as const;
export type Dtype = AttachmentFile['dtype'];

/** The element type of an attachment, as files name it. */
export function dtypeOf(data: Attachment['data']): Dtype {
  if (data instanceof Float32Array) return 'float32';
  if (data instanceof Float64Array) return 'float64';
  if (data instanceof Int32Array) return 'int32';
  return 'uint8';
}

/** Bytes that an attachment of this type and shape has. */
export function byteLengthOf(dtype: Dtype, shape: readonly number[]): number {
  return shape.reduce((product, length) => product * length, 1) * BYTES[dtype];
}

/**
 * A typed array over `bytes` (little-endian, as every platform that Node runs on is): over their own memory where nothing
 * else lies in it, else over a copy, so that the array is aligned and does not keep a larger buffer alive.
 */
export function typedArray(dtype: Dtype, bytes: Uint8Array): Attachment['data'] {
  const isWhole = bytes.byteOffset === 0 && bytes.byteLength === bytes.buffer.byteLength;
  const buffer = isWhole ? (bytes.buffer as ArrayBuffer) : new Uint8Array(bytes).buffer; // slice() of a Buffer is a view
  if (dtype === 'float32') return new Float32Array(buffer);
  if (dtype === 'float64') return new Float64Array(buffer);
  if (dtype === 'int32') return new Int32Array(buffer);
  return new Uint8Array(buffer);
}
