import { type CandidateSearch, loadNativeSearch, type NativeCandidates } from './native-search.ts';
import type { NeighbourIndex, Neighbours } from './neighbour-index.ts';
import { BestOf, plainNearest, scalarProduct, scalarProducts } from './plain-nearest.ts';

export interface ExactIndexOptions {
  /** `auto` takes the native search where it can be loaded and pays off; results are the same bits. */
  readonly engine?: 'auto' | 'plain' | 'native';
}

/** Multiply-adds below which plain JavaScript is done before a native call would begin to pay off. */
const PLAIN_WORK = 1_000_000;
/** Most candidates beyond k that the native search returns, to be ranked again in double precision; for a small k, twice k. */
const SPARE = 8;
const WIDENING = 8;
/** Single-precision scores held at a time: 32 MB. */
const TILE_SCORES = 8_000_000;
/** Queries taken together; more where there are few references, so that a call is worth its price. */
const USUAL_TILE = 256;
const LEAST_SCORES = 262_144;

/**
 * Exact search: the result is that of comparing every query with every reference in double precision, ties by index,
 * the same for a query alone and in a batch.
 *
 * The matrix product is left to ONNX Runtime in single precision; its first k + 8 candidates (of a small k, 3 k) are ranked again in
 * double precision. Where rounding could have hidden a neighbour behind the last candidate, the query is searched
 * again among more candidates.
 *
 * @param references rows of length 1; kept, not copied: they must not change afterwards
 */
export function exactIndex(
  references: Float32Array,
  dimensions: number,
  options: ExactIndexOptions = {},
): NeighbourIndex {
  const size = rowsOf(references, dimensions, 'references');
  if (size === 0) throw new Error('An index needs at least one reference.');
  const engine = options.engine ?? 'auto';
  let opened: CandidateSearch | undefined;
  return {
    size,
    dimensions,
    async search(queries, k) {
      const count = rowsOf(queries, dimensions, 'queries');
      if (!Number.isInteger(k) || k < 1) throw new Error(`k is ${k}: it must be a whole number of at least 1.`);
      const kept = Math.min(k, size);
      const tiny = engine === 'auto' && count * references.length <= PLAIN_WORK;
      if (engine !== 'plain' && !tiny) opened ??= (await loadNativeSearch())?.(references, dimensions);
      if (opened && !tiny) return searchNative(opened, references, dimensions, queries, kept);
      if (engine === 'native') throw new Error('onnxruntime-node cannot be loaded.');
      return plainNearest(references, dimensions, queries, kept);
    },
  };
}

/** Rows of a row-major matrix. */
function rowsOf(matrix: Float32Array, dimensions: number, what: string): number {
  const rows = matrix.length / dimensions;
  if (!Number.isInteger(rows)) throw new Error(`${matrix.length} numbers are no ${what} of ${dimensions} dimensions.`);
  return rows;
}

async function searchNative(
  native: CandidateSearch,
  references: Float32Array,
  dimensions: number,
  queries: Float32Array,
  k: number,
): Promise<Neighbours> {
  const size = references.length / dimensions;
  const count = queries.length / dimensions;
  const usual = Math.max(USUAL_TILE, Math.ceil(LEAST_SCORES / size));
  const tile = Math.max(1, Math.min(usual, Math.floor(TILE_SCORES / size)));
  const found = { k, indices: new Int32Array(count * k), similarity: new Float64Array(count * k) };
  const rank = ranking(references, dimensions, found);
  let rows = Int32Array.from({ length: count }, (_, i) => i);
  for (
    let wanted = Math.min(size, k + Math.min(SPARE, 2 * k));
    rows.length > 0;
    wanted = Math.min(size, wanted * WIDENING)
  ) {
    const unsure: number[] = [];
    for (let start = 0; start < rows.length; start += tile) {
      const some = rows.subarray(start, start + tile);
      const block = gather(queries, dimensions, some);
      const candidates = await native(block, wanted);
      for (let j = 0; j < some.length; j++) if (!rank(block, candidates, j, some[j]!)) unsure.push(some[j]!);
      candidates.dispose();
    }
    rows = Int32Array.from(unsure);
  }
  return found;
}

/** The rows `rows` of `queries`: a view where they stand together, as all do in the first round. */
function gather(queries: Float32Array, dimensions: number, rows: Int32Array): Float32Array {
  const first = rows[0]!;
  const last = rows.at(-1)!;
  if (last - first === rows.length - 1) return queries.subarray(first * dimensions, (last + 1) * dimensions);
  const block = new Float32Array(rows.length * dimensions);
  for (let j = 0; j < rows.length; j++) {
    block.set(queries.subarray(rows[j]! * dimensions, (rows[j]! + 1) * dimensions), j * dimensions);
  }
  return block;
}

/**
 * Ranks the candidates of one query after the other in double precision, and writes the best into `found`. False where a
 * reference that is no candidate may belong in. What it works with is made once: queries are many.
 */
function ranking(references: Float32Array, dimensions: number, found: Neighbours) {
  const { k } = found;
  const bound = roundingBound(dimensions);
  const query = new Float64Array(dimensions);
  const products = new Float64Array(2);
  const best = new BestOf(k);
  return (block: Float32Array, { count, scores, indexAt }: NativeCandidates, row: number, to: number): boolean => {
    const start = row * count;
    const end = start + count;
    for (let x = 0; x < dimensions; x++) query[x] = block[row * dimensions + x]!;
    if (k === 1 && (count === 1 || scores[start]! - scores[start + 1]! > 2 * bound)) {
      // No rounding can bring another one forward: all that is left to do is its product.
      const nearest = indexAt(start);
      found.indices[to] = nearest;
      found.similarity[to] = scalarProduct(query, references, nearest * dimensions);
      return true;
    }
    best.clear();
    for (let c = start; c < end; c += 2) {
      // Scores descend: where rounding cannot lift this candidate above the last kept one, it lifts none behind it.
      if (c - start >= k && best.worst > scores[c]! + bound) break;
      const first = indexAt(c);
      const second = indexAt(Math.min(c + 1, end - 1));
      scalarProducts(query, references, first * dimensions, second * dimensions, products);
      best.offer(products[0]!, first);
      if (c + 1 < end) best.offer(products[1]!, second);
    }
    best.write(found.indices, found.similarity, to * k);
    const all = count * dimensions === references.length;
    return all || best.worst > scores[end - 1]! + bound;
  };
}

/**
 * Most that a single-precision scalar product of two rows of length 1 can be off, in any order of summation: n·u with
 * u = 2⁻²⁴ (Higham, Accuracy and Stability of Numerical Algorithms, §3.1); n + 2 also covers rows whose length is 1
 * only up to rounding.
 */
function roundingBound(dimensions: number): number {
  return (dimensions + 2) * 2 ** -24;
}
