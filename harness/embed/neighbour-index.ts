/** The nearest references of m queries, row-major: row i holds those of query i, most similar first. */
export interface Neighbours {
  /** Neighbours per query: what was asked for, or all references where there are fewer. */
  readonly k: number;
  /** m × k indices into the references. */
  readonly indices: Int32Array;
  /** m × k cosine similarities, descending; ties by index, ascending. */
  readonly similarity: Float64Array;
}

/** References to search among. Vectors are rows of length 1, so that a cosine is a scalar product. */
export interface NeighbourIndex {
  readonly size: number;
  readonly dimensions: number;
  /**
   * @param queries m × dimensions, row-major, each row of length 1
   * @param k ≥ 1
   */
  search(queries: Float32Array, k: number): Promise<Neighbours>;
}
