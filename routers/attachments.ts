import { BenchError } from '../harness/bench-error.ts';
import type { Attachment, RouterSpec } from '../harness/router.ts';

/**
 * A binary part of a spec, checked against the shape that the parameters promise.
 *
 * @throws {BenchError} where it is missing, of another type or of another shape
 */
export function float32Part(spec: RouterSpec, name: string, shape: readonly number[]): Float32Array {
  const { data } = part(spec, name, shape);
  if (data instanceof Float32Array) return data;
  throw misfit(spec, name, 'must hold 32-bit floats');
}

/** As {@link float32Part}, of 64-bit floats. */
export function float64Part(spec: RouterSpec, name: string, shape: readonly number[]): Float64Array {
  const { data } = part(spec, name, shape);
  if (data instanceof Float64Array) return data;
  throw misfit(spec, name, 'must hold 64-bit floats');
}

/** As {@link float32Part}, of bytes. */
export function uint8Part(spec: RouterSpec, name: string, shape: readonly number[]): Uint8Array {
  const { data } = part(spec, name, shape);
  if (data instanceof Uint8Array) return data;
  throw misfit(spec, name, 'must hold bytes');
}

/** Whole numbers, each 0..below − 1. */
export function indicesPart(spec: RouterSpec, name: string, count: number, below: number): Int32Array {
  const { data } = part(spec, name, [count]);
  if (!(data instanceof Int32Array)) throw misfit(spec, name, 'must hold 32-bit integers');
  if (data.some((value) => value < 0 || value >= below)) throw misfit(spec, name, `must lie in 0..${below - 1}`);
  return data;
}

/** A list of texts, as UTF-8 JSON. */
export function textsPart(spec: RouterSpec, name: string, count: number): readonly string[] {
  const { data } = part(spec, name);
  if (!(data instanceof Uint8Array)) throw misfit(spec, name, 'must hold bytes');
  const texts = parsed(spec, name, data);
  if (!Array.isArray(texts) || texts.length !== count || !texts.every((text) => typeof text === 'string')) {
    throw misfit(spec, name, `must be a JSON list of ${count} texts`);
  }
  return texts;
}

export function textsAttachment(texts: readonly string[]): Attachment {
  const data = new TextEncoder().encode(JSON.stringify(texts));
  return { data, shape: [data.length] };
}

function parsed(spec: RouterSpec, name: string, data: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(data));
  } catch (cause) {
    throw misfit(spec, name, 'is no JSON in UTF-8', cause);
  }
}

function part(spec: RouterSpec, name: string, shape?: readonly number[]): Attachment {
  if (!Object.hasOwn(spec.attachments, name)) throw misfit(spec, name, 'is missing');
  const attachment = spec.attachments[name]!;
  const wanted = shape ?? [attachment.data.length];
  const fits = wanted.length === attachment.shape.length && wanted.every((size, i) => size === attachment.shape[i]);
  if (!fits || attachment.data.length !== wanted.reduce((a, b) => a * b, 1)) {
    throw misfit(spec, name, `is of shape ${attachment.shape.join(' × ')}, not ${wanted.join(' × ')}`);
  }
  return attachment;
}

function misfit(spec: RouterSpec, name: string, problem: string, cause?: unknown): BenchError {
  return new BenchError(`${spec.kind}: the attachment "${name}" ${problem}`, {
    hint: 'The policy was altered or is incomplete: fit and save it again.',
    cause,
  });
}
