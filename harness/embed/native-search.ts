import { availableParallelism } from 'node:os';
import type { InferenceSession, Tensor } from 'onnxruntime-node';
import { type ReferenceLayout, searchModel } from './search-model.ts';

/** The `count` best references of each query, by single-precision scalar product: candidates to rank again. */
export interface NativeCandidates {
  readonly count: number;
  /** m × count, descending. */
  readonly scores: Float32Array;
  readonly indexAt: (position: number) => number;
  /** Frees the native memory; nothing may be read afterwards. */
  dispose(): void;
}

/** A search among the references of one index. */
export type CandidateSearch = (queries: Float32Array, count: number) => Promise<NativeCandidates>;
export type NativeSearch = (references: Float32Array, dimensions: number) => CandidateSearch;

type Runtime = typeof import('onnxruntime-node');

/** From this one on, queries that come alone are worth a transposed copy of the references. */
const MANY_SINGLES = 3;

let loading: Promise<NativeSearch | undefined> | undefined;

/** The native search, loaded once per process; `undefined` on a platform for which onnxruntime-node has no library. */
export function loadNativeSearch(): Promise<NativeSearch | undefined> {
  loading ??= load();
  return loading;
}

async function load(): Promise<NativeSearch | undefined> {
  const runtime: Runtime | undefined = await import('onnxruntime-node').catch(() => undefined);
  if (!runtime) return undefined;
  const sessions = { rows: await openSession(runtime, 'rows'), columns: await openSession(runtime, 'columns') };
  return (references, dimensions) => {
    const kept = new References(runtime, references, dimensions);
    return async (queries, count) => {
      const layout = kept.layoutFor(queries.length / dimensions);
      const q = new runtime.Tensor('float32', queries, [queries.length / dimensions, dimensions]);
      const k = new runtime.Tensor('int64', BigInt64Array.of(BigInt(count)), [1]);
      return candidates(await sessions[layout].run({ Q: q, R: kept.tensor(layout), K: k }), count);
    };
  };
}

function openSession(runtime: Runtime, layout: ReferenceLayout): Promise<InferenceSession> {
  return runtime.InferenceSession.create(searchModel(layout), {
    intraOpNumThreads: Math.min(8, availableParallelism()),
    interOpNumThreads: 1,
    logSeverityLevel: 3,
    // Threads that wait by spinning slow everything down many times over where the cores are shared.
    extra: { session: { intra_op: { allow_spinning: '0' } } },
  });
}

/** The references of one index, as tensors: over their own memory, and (once it pays off) over a transposed copy. */
class References {
  readonly #runtime: Runtime;
  readonly #references: Float32Array;
  readonly #dimensions: number;
  readonly #tensors = new Map<ReferenceLayout, Tensor>();
  #singles = 0;

  constructor(runtime: Runtime, references: Float32Array, dimensions: number) {
    this.#runtime = runtime;
    this.#references = references;
    this.#dimensions = dimensions;
  }

  layoutFor(queries: number): ReferenceLayout {
    if (queries === 1) this.#singles++;
    return queries === 1 && this.#singles >= MANY_SINGLES ? 'columns' : 'rows';
  }

  tensor(layout: ReferenceLayout): Tensor {
    const tensor = this.#tensors.get(layout) ?? this.#make(layout);
    this.#tensors.set(layout, tensor);
    return tensor;
  }

  #make(layout: ReferenceLayout): Tensor {
    const size = this.#references.length / this.#dimensions;
    if (layout === 'rows') return new this.#runtime.Tensor('float32', this.#references, [size, this.#dimensions]);
    const columns = transposed(this.#references, size, this.#dimensions);
    return new this.#runtime.Tensor('float32', columns, [this.#dimensions, size]);
  }
}

/** In blocks of rows that stay in the processor's cache. */
function transposed(matrix: Float32Array, rows: number, columns: number): Float32Array {
  const block = 64;
  const out = new Float32Array(matrix.length);
  for (let start = 0; start < rows; start += block) {
    const end = Math.min(rows, start + block);
    for (let column = 0; column < columns; column++) {
      for (let row = start; row < end; row++) out[column * rows + row] = matrix[row * columns + column]!;
    }
  }
  return out;
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
