import { exactIndex, type Neighbours } from '../embed/nearest.ts';
import { nearestRank } from '../statistics/nearest-rank.ts';

/** How far prompts of two sides are from the prompts of the first. */
export interface Reach {
  /** Neighbours in the first side: of its own prompts all but themselves, nearest first. */
  readonly ofA: Neighbours;
  readonly ofB: Neighbours;
  /** 1 − cosine to the k-th neighbour that {@link QUANTILE} of the first side's own prompts stay within, 0..2. */
  readonly threshold: number;
  /** Rows of the second side that lie beyond it. */
  readonly beyond: Uint32Array;
}

/** The neighbour whose distance counts: one near copy is no neighbourhood. */
export const KTH_NEIGHBOUR = 5;
/** Share of the first side's own prompts that lie within the threshold. */
export const QUANTILE = 0.99;
/** Neighbours kept, from which outcomes are predicted. */
const NEIGHBOURS = 20;

/**
 * @param vectors pooled, rows of length 1, the first `sizeA` of them of the one side; more than `KTH_NEIGHBOUR` there
 */
export async function reach(vectors: Float32Array, dimensions: number, sizeA: number): Promise<Reach> {
  const a = vectors.subarray(0, sizeA * dimensions);
  const index = exactIndex(a, dimensions);
  const k = Math.min(NEIGHBOURS, sizeA - 1);
  const ofA = withoutSelf(await index.search(a, k + 1));
  const ofB = await index.search(vectors.subarray(sizeA * dimensions), k);
  const distances = kthDistances(ofB);
  const threshold = nearestRank(kthDistances(ofA), QUANTILE);
  return { ofA, ofB, threshold, beyond: Uint32Array.from(distances.keys()).filter((i) => distances[i]! > threshold) };
}

function kthDistances({ k, similarity }: Neighbours): Float64Array {
  const kth = Math.min(KTH_NEIGHBOUR, k) - 1;
  return Float64Array.from({ length: similarity.length / k }, (_, i) => 1 - similarity[i * k + kth]!);
}

/** Row i loses i, or its last neighbour where copies of i stand before it. */
function withoutSelf(found: Neighbours): Neighbours {
  const k = found.k - 1;
  const rows = found.indices.length / found.k;
  const indices = new Int32Array(rows * k);
  const similarity = new Float64Array(rows * k);
  for (let i = 0; i < rows; i++) {
    let kept = 0;
    for (let j = i * found.k; j < (i + 1) * found.k && kept < k; j++) {
      if (found.indices[j] === i) continue;
      indices[i * k + kept] = found.indices[j]!;
      similarity[i * k + kept] = found.similarity[j]!;
      kept += 1;
    }
  }
  return { k, indices, similarity };
}
