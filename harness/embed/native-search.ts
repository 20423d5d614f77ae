import { availableParallelism } from 'node:os';
import type { InferenceSession, Tensor } from 'onnxruntime-node';
import { FLOAT, INT64, onnxModel } from './onnx-protobuf.ts';

/** The `count` best references of each query, by single-precision scalar product: candidates to rank again. */
export interface NativeCandidates {
  readonly count: number;
  /** m × count, descending. */
  readonly scores: Float32Array;
  indexAt(position: number): number;
  /** Frees the native memory; nothing may be read afterwards. */
  dispose(): void;
}

export type NativeSearch = (
  queries: Float32Array,
  references: Float32Array,
  dimensions: number,
  count: number,
) => Promise<NativeCandidates>;

let loading: Promise<NativeSearch | undefined> | undefined;

/** The native search, loaded once per process; `undefined` on a platform for which onnxruntime-node has no library. */
export function loadNativeSearch(): Promise<NativeSearch | undefined> {
  loading ??= load();
  return loading;
}

async function load(): Promise<NativeSearch | undefined> {
  const runtime = await import('onnxruntime-node').catch(() => undefined);
  if (!runtime) return undefined;
  const session = await runtime.InferenceSession.create(searchModel(), {
    intraOpNumThreads: Math.min(8, availableParallelism()),
    interOpNumThreads: 1,
    logSeverityLevel: 3,
    // Threads that wait by spinning slow everything down many times over where the cores are shared.
    extra: { session: { intra_op: { allow_spinning: '0' } } },
  });
  const wrap = wrapReferences(runtime.Tensor);
  return async (queries, references, dimensions, count) => {
    const q = new runtime.Tensor('float32', queries, [queries.length / dimensions, dimensions]);
    const k = new runtime.Tensor('int64', BigInt64Array.of(BigInt(count)), [1]);
    return candidates(await session.run({ Q: q, R: wrap(references, dimensions), K: k }), count);
  };
}

/** Queries and references are inputs, so that one session of a few hundred bytes serves every index. */
function searchModel(): Uint8Array {
  return onnxModel({
    name: 'nearest',
    opset: 17,
    nodes: [
      { operator: 'Gemm', inputs: ['Q', 'R'], outputs: ['S'], attributes: { transB: { int: 1 } } },
      {
        operator: 'TopK',
        inputs: ['S', 'K'],
        outputs: ['V', 'I'],
        attributes: { axis: { int: 1 }, largest: { int: 1 }, sorted: { int: 1 } },
      },
    ],
    constants: [],
    inputs: [
      { name: 'Q', type: FLOAT, shape: ['queries', 'dimensions'] },
      { name: 'R', type: FLOAT, shape: ['references', 'dimensions'] },
      { name: 'K', type: INT64, shape: [1] },
    ],
    outputs: [
      { name: 'V', type: FLOAT, shape: ['queries', 'count'] },
      { name: 'I', type: INT64, shape: ['queries', 'count'] },
    ],
  });
}

/** A tensor over the same memory, made once for each array of references. */
function wrapReferences(TensorClass: typeof Tensor) {
  const wrapped = new WeakMap<Float32Array, Tensor>();
  return (references: Float32Array, dimensions: number): Tensor => {
    const known = wrapped.get(references);
    if (known?.dims[1] === dimensions) return known;
    const tensor = new TensorClass('float32', references, [references.length / dimensions, dimensions]);
    wrapped.set(references, tensor);
    return tensor;
  };
}

function candidates(results: InferenceSession.OnnxValueMapType, count: number): NativeCandidates {
  const scores = results.V as Tensor;
  const indices = results.I as Tensor;
  const wide = indices.data as BigInt64Array;
  // Indices are far below 2³¹: the low halves of the little-endian 64-bit numbers, without making a BigInt of each.
  const halves = new Int32Array(wide.buffer, wide.byteOffset, wide.length * 2);
  return {
    count,
    scores: scores.data as Float32Array,
    indexAt: (position) => halves[position * 2]!,
    dispose() {
      scores.dispose();
      indices.dispose();
    },
  };
}
