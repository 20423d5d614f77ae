import { createRequire } from 'node:module';
import { BenchError } from '../bench-error.ts';
import type { NeighbourIndex, Neighbours } from './neighbour-index.ts';
import { BestOf, scalarProduct } from './plain-nearest.ts';

export interface HnswOptions {
  /** Links per node: more find more and cost memory. */
  readonly m?: number;
  /** Candidates considered while building. */
  readonly efConstruction?: number;
  /** Candidates considered while searching: recall against time. Raised to k where it is less. */
  readonly efSearch?: number;
  readonly seed?: number;
}

/** What is used of hnswlib-node: written down here, so that types are checked where the package cannot be compiled. */
interface HnswLibrary {
  readonly HierarchicalNSW: new (space: 'ip', dimensions: number) => HnswGraph;
}

interface HnswGraph {
  initIndex(options: { maxElements: number; m: number; efConstruction: number; randomSeed: number }): void;
  addPoint(point: number[], label: number): void;
  setEf(ef: number): void;
  searchKnn(query: number[], k: number): { readonly neighbors: readonly number[] };
}

/**
 * Approximate search in a navigable small-world graph (Malkov and Yashunin, arXiv 1603.09320) by hnswlib: pays off
 * beyond about 100,000 references. The graph is built at the first search, in the order of the references, so that one
 * seed gives one graph. Similarities are exact, ties by index; a true neighbour may be missing.
 *
 * @param references rows of length 1; kept, not copied: they must not change afterwards
 * @throws {BenchError} where the optional package hnswlib-node is not installed
 */
export function hnswIndex(references: Float32Array, dimensions: number, options: HnswOptions = {}): NeighbourIndex {
  const library = loadLibrary();
  const size = references.length / dimensions;
  if (size === 0 || !Number.isInteger(size)) {
    throw new Error(`${references.length} numbers are no references of ${dimensions} dimensions.`);
  }
  let graph: HnswGraph | undefined;
  return {
    size,
    dimensions,
    async search(queries, k) {
      graph ??= build(library, references, dimensions, options);
      const kept = Math.min(k, size);
      graph.setEf(Math.max(options.efSearch ?? 160, kept));
      return searchGraph(graph, references, dimensions, queries, kept);
    },
  };
}

function loadLibrary(): HnswLibrary {
  try {
    return createRequire(import.meta.url)('hnswlib-node') as HnswLibrary;
  } catch (cause) {
    throw new BenchError('The HNSW search needs the package hnswlib-node, which is not installed here.', {
      hint: 'Install it with "npm install hnswlib-node" (it needs a C++ compiler), or use the exact search.',
      cause,
    });
  }
}

function build(
  { HierarchicalNSW }: HnswLibrary,
  references: Float32Array,
  dimensions: number,
  { m = 16, efConstruction = 200, seed = 1 }: HnswOptions,
): HnswGraph {
  const graph = new HierarchicalNSW('ip', dimensions);
  const size = references.length / dimensions;
  graph.initIndex({ maxElements: size, m, efConstruction, randomSeed: seed });
  for (let i = 0; i < size; i++) {
    graph.addPoint(Array.from(references.subarray(i * dimensions, (i + 1) * dimensions)), i);
  }
  return graph;
}

function searchGraph(
  graph: HnswGraph,
  references: Float32Array,
  dimensions: number,
  queries: Float32Array,
  k: number,
): Neighbours {
  const count = queries.length / dimensions;
  const found = { k, indices: new Int32Array(count * k), similarity: new Float64Array(count * k) };
  const best = new BestOf(k);
  for (let i = 0; i < count; i++) {
    const query = new Float64Array(queries.subarray(i * dimensions, (i + 1) * dimensions));
    best.clear();
    for (const reference of graph.searchKnn(Array.from(query), k).neighbors) {
      best.offer(scalarProduct(query, references, reference * dimensions), reference);
    }
    best.write(found.indices, found.similarity, i * k);
  }
  return found;
}
