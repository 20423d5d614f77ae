import { random } from '../../harness/random.ts';
import { nearestCentre, sphericalKMeans } from '../../routers/spherical-k-means.ts';

/** Prompts of the second side that are alike and far from the first. */
export interface NewCluster {
  readonly size: number;
  /** Rows of the vectors given, those nearest to the centre first. */
  readonly typical: readonly number[];
}

const MOST_CLUSTERS = 8;
/** Prompts in the average cluster, at least. */
const SENSIBLE_SIZE = 20;
const EXAMPLES = 3;

/** Sorts far prompts into at most eight clusters, the largest first. */
export async function newClusters(
  vectors: Float32Array,
  dimensions: number,
  rows: Uint32Array,
  seed: number,
): Promise<readonly NewCluster[]> {
  if (rows.length === 0) return [];
  const far = new Float32Array(rows.length * dimensions);
  rows.forEach((row, i) => {
    far.set(vectors.subarray(row * dimensions, (row + 1) * dimensions), i * dimensions);
  });
  const k = Math.max(1, Math.min(MOST_CLUSTERS, Math.floor(rows.length / SENSIBLE_SIZE)));
  const centres = await sphericalKMeans(far, dimensions, k, random(seed).integer(2 ** 31));
  const { centre, similarity } = await nearestCentre(far, centres, dimensions);
  const clusters = Array.from({ length: centres.length / dimensions }, (_, c) => {
    const members = [...centre.keys()].filter((i) => centre[i] === c);
    members.sort((i, j) => similarity[j]! - similarity[i]! || i - j);
    return { size: members.length, typical: members.slice(0, EXAMPLES).map((i) => rows[i]!) };
  });
  return clusters.filter(({ size }) => size > 0).sort((x, y) => y.size - x.size);
}
