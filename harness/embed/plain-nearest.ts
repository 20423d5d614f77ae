import type { Neighbours } from './neighbour-index.ts';

/**
 * Exact nearest neighbours in plain JavaScript: the definition that the native search reproduces bit for bit, and what
 * runs where ONNX Runtime cannot be loaded.
 *
 * @param k 1..references
 */
export function plainNearest(
  references: Float32Array,
  dimensions: number,
  queries: Float32Array,
  k: number,
): Neighbours {
  const size = references.length / dimensions;
  const count = queries.length / dimensions;
  const indices = new Int32Array(count * k);
  const similarity = new Float64Array(count * k);
  const best = new BestOf(k);
  for (let i = 0; i < count; i++) {
    best.clear();
    const query = new Float64Array(queries.subarray(i * dimensions, (i + 1) * dimensions));
    for (let r = 0; r < size; r++) best.offer(scalarProduct(query, references, r * dimensions), r);
    best.write(indices, similarity, i * k);
  }
  return { k, indices, similarity };
}

/**
 * Scalar product of `query` with the row of `references` that begins at `offset`, in double precision and in one fixed
 * order of summation: this number, not a faster one, ranks neighbours.
 */
export function scalarProduct(query: Float64Array, references: Float32Array, offset: number): number {
  const dimensions = query.length;
  const even = dimensions - (dimensions % 4);
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  for (let x = 0; x < even; x += 4) {
    s0 += query[x]! * references[offset + x]!;
    s1 += query[x + 1]! * references[offset + x + 1]!;
    s2 += query[x + 2]! * references[offset + x + 2]!;
    s3 += query[x + 3]! * references[offset + x + 3]!;
  }
  for (let x = even; x < dimensions; x++) s0 += query[x]! * references[offset + x]!;
  return s0 + s1 + (s2 + s3);
}

/**
 * Two of {@link scalarProduct} at once, the same bits: the query is read once for both, which makes it half as fast again.
 *
 * @param products receives the products with the rows that begin at `first` and at `second`
 */
export function scalarProducts(
  query: Float64Array,
  references: Float32Array,
  first: number,
  second: number,
  products: Float64Array,
): void {
  const dimensions = query.length;
  const even = dimensions - (dimensions % 4);
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  let t0 = 0;
  let t1 = 0;
  let t2 = 0;
  let t3 = 0;
  for (let x = 0; x < even; x += 4) {
    const q0 = query[x]!;
    const q1 = query[x + 1]!;
    const q2 = query[x + 2]!;
    const q3 = query[x + 3]!;
    s0 += q0 * references[first + x]!;
    t0 += q0 * references[second + x]!;
    s1 += q1 * references[first + x + 1]!;
    t1 += q1 * references[second + x + 1]!;
    s2 += q2 * references[first + x + 2]!;
    t2 += q2 * references[second + x + 2]!;
    s3 += q3 * references[first + x + 3]!;
    t3 += q3 * references[second + x + 3]!;
  }
  for (let x = even; x < dimensions; x++) {
    s0 += query[x]! * references[first + x]!;
    t0 += query[x]! * references[second + x]!;
  }
  products[0] = s0 + s1 + (s2 + s3);
  products[1] = t0 + t1 + (t2 + t3);
}

/** The k largest of the pairs offered, ties by index, in insertion order: k is small and few offers get in. */
export class BestOf {
  readonly #indices: Int32Array;
  readonly #similarity: Float64Array;
  #count = 0;

  constructor(k: number) {
    this.#indices = new Int32Array(k);
    this.#similarity = new Float64Array(k);
  }

  clear(): void {
    this.#count = 0;
  }

  offer(similarity: number, index: number): void {
    const k = this.#indices.length;
    let at = this.#count;
    if (at === k && !this.#precedes(similarity, index, k - 1)) return;
    if (at === k) at--;
    else this.#count++;
    while (at > 0 && this.#precedes(similarity, index, at - 1)) {
      this.#similarity[at] = this.#similarity[at - 1]!;
      this.#indices[at] = this.#indices[at - 1]!;
      at--;
    }
    this.#similarity[at] = similarity;
    this.#indices[at] = index;
  }

  /** Similarity of the last of the k; meaningful once k pairs were offered. */
  get worst(): number {
    return this.#similarity[this.#count - 1]!;
  }

  write(indices: Int32Array, similarity: Float64Array, offset: number): void {
    for (let at = 0; at < this.#count; at++) {
      indices[offset + at] = this.#indices[at]!;
      similarity[offset + at] = this.#similarity[at]!;
    }
  }

  #precedes(similarity: number, index: number, slot: number): boolean {
    const other = this.#similarity[slot]!;
    return similarity > other || (similarity === other && index < this.#indices[slot]!);
  }
}
