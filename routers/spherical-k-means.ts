import { exactIndex } from '../harness/embed/nearest.ts';
import { scalarProduct } from '../harness/embed/plain-nearest.ts';
import { type Random, random } from '../harness/random.ts';

const STARTS = 2;
const MOST_ITERATIONS = 12;
/** Mean similarity by which a round must improve for another to follow. */
const LEAST_GAIN = 1e-4;
/** Squared distance below which two vectors of single precision are the same. */
const SAME = 1e-6;
/** Vectors from which the centres are learned; more only take time. */
const MOST_VECTORS = 2_000;

/**
 * Centres of k clusters of vectors of length 1, by k-means with cosine similarity (Dhillon and Modha 2001), seeded by
 * k-means++ (Arthur and Vassilvitskii 2007), the better of two starts.
 *
 * @returns at most k centres of length 1, row-major: fewer where there are fewer different vectors
 */
export async function sphericalKMeans(
  vectors: Float32Array,
  dimensions: number,
  k: number,
  seed: number,
): Promise<Float32Array> {
  const rng = random(seed);
  const some = sample(vectors, dimensions, rng);
  let best: { centres: Float32Array; similarity: number } | undefined;
  for (let start = 0; start < STARTS; start++) {
    const found = await refine(some, dimensions, seedCentres(some, dimensions, k, rng));
    if (best === undefined || found.similarity > best.similarity) best = found;
  }
  return best!.centres;
}

/** The most similar centre of each vector; ties to the first. */
export async function nearestCentre(
  vectors: Float32Array,
  centres: Float32Array,
  dimensions: number,
): Promise<{ centre: Int32Array; similarity: Float64Array }> {
  if (vectors.length === 0) return { centre: new Int32Array(0), similarity: new Float64Array(0) };
  const { indices, similarity } = await exactIndex(centres, dimensions).search(vectors, 1);
  return { centre: indices, similarity };
}

async function refine(
  vectors: Float32Array,
  dimensions: number,
  start: Float32Array,
): Promise<{ centres: Float32Array; similarity: number }> {
  let centres = start;
  let before = Number.NEGATIVE_INFINITY;
  for (let iteration = 0; ; iteration++) {
    const nearest = await nearestCentre(vectors, centres, dimensions);
    const similarity = nearest.similarity.reduce((sum, each) => sum + each, 0);
    if (similarity - before <= LEAST_GAIN * nearest.centre.length || iteration === MOST_ITERATIONS)
      return { centres, similarity };
    before = similarity;
    centres = meanDirections(vectors, dimensions, nearest.centre, centres);
  }
}

/** An empty cluster, or one whose vectors cancel out, keeps its centre. */
function meanDirections(
  vectors: Float32Array,
  dimensions: number,
  centre: Int32Array,
  before: Float32Array,
): Float32Array {
  const after = before.slice();
  rowsOf(centre, before.length / dimensions).forEach((rows, cluster) => {
    const sum = sumOf(vectors, dimensions, rows);
    let squares = 0;
    for (let i = 0; i < dimensions; i++) squares += sum[i]! * sum[i]!;
    const length = Math.sqrt(squares);
    const at = cluster * dimensions;
    if (length > 0) for (let i = 0; i < dimensions; i++) after[at + i] = sum[i]! / length;
  });
  return after;
}

function rowsOf(centre: Int32Array, clusters: number): readonly number[][] {
  const rows = Array.from({ length: clusters }, (): number[] => []);
  centre.forEach((cluster, row) => {
    rows[cluster]!.push(row);
  });
  return rows;
}

/** Four rows at a time, so that the sums are read and written a quarter as often; the order of addition is that of the rows. */
function sumOf(vectors: Float32Array, dimensions: number, rows: readonly number[]): Float64Array {
  const sum = new Float64Array(dimensions);
  const even = rows.length - (rows.length % 4);
  for (let r = 0; r < even; r += 4) {
    const a = rows[r]! * dimensions;
    const b = rows[r + 1]! * dimensions;
    const c = rows[r + 2]! * dimensions;
    const d = rows[r + 3]! * dimensions;
    for (let i = 0; i < dimensions; i++) {
      sum[i] = sum[i]! + vectors[a + i]! + vectors[b + i]! + vectors[c + i]! + vectors[d + i]!;
    }
  }
  for (let r = even; r < rows.length; r++) {
    const a = rows[r]! * dimensions;
    for (let i = 0; i < dimensions; i++) sum[i]! += vectors[a + i]!;
  }
  return sum;
}

/** k-means++: each further centre is drawn with probability proportional to the squared distance to the nearest one. */
function seedCentres(vectors: Float32Array, dimensions: number, k: number, rng: Random): Float32Array {
  const rows = vectors.length / dimensions;
  const chosen = [rng.integer(rows)];
  const distance = new Float64Array(rows).fill(Number.POSITIVE_INFINITY);
  while (chosen.length < k) {
    const last = chosen.at(-1)! * dimensions;
    const centre = new Float64Array(vectors.subarray(last, last + dimensions));
    let total = 0;
    for (let i = 0; i < rows; i++) {
      // Of vectors of length 1. Rounding may leave a copy of a centre a little off 0.
      const squared = 2 - 2 * scalarProduct(centre, vectors, i * dimensions);
      distance[i] = Math.min(distance[i]!, squared < SAME ? 0 : squared);
      total += distance[i]!;
    }
    if (total === 0) break;
    chosen.push(drawn(distance, rng.next() * total));
  }
  const centres = new Float32Array(chosen.length * dimensions);
  chosen.forEach((i, c) => {
    centres.set(vectors.subarray(i * dimensions, (i + 1) * dimensions), c * dimensions);
  });
  return centres;
}

/** The row at which the running sum of `weights` passes `mark`. */
function drawn(weights: Float64Array, mark: number): number {
  let rest = mark;
  let last = 0;
  for (let i = 0; i < weights.length; i++) {
    if (weights[i] === 0) continue;
    last = i;
    rest -= weights[i]!;
    if (rest < 0) break;
  }
  return last;
}

function sample(vectors: Float32Array, dimensions: number, rng: Random): Float32Array {
  const rows = vectors.length / dimensions;
  if (rows <= MOST_VECTORS) return vectors;
  const some = new Float32Array(MOST_VECTORS * dimensions);
  for (let i = 0; i < MOST_VECTORS; i++) {
    // One row out of each stretch of equal length: no row twice, and every part of the data.
    const from = Math.floor((i * rows) / MOST_VECTORS);
    const row = from + rng.integer(Math.max(1, Math.floor(((i + 1) * rows) / MOST_VECTORS) - from));
    some.set(vectors.subarray(row * dimensions, (row + 1) * dimensions), i * dimensions);
  }
  return some;
}
