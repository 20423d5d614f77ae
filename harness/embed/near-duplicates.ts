import { DisjointSets } from '../disjoint-sets.ts';
import { random } from '../random.ts';
import { jaccard, shingles } from './shingles.ts';

/** Two texts that share at least this part of their shingles are near-duplicates. */
const SAME = 0.7;
/** 16 bands of 4: two texts with a Jaccard index of .7 meet in at least one with probability .988, of .8 with .9998. */
const BANDS = 16;
const ROWS = 4;
const HASHES = BANDS * ROWS;
/** Texts of a bucket that a newcomer is compared with: keeps a bucket of one template from costing its square. */
const COMPARED = 8;

/**
 * Clusters of near-duplicates: texts whose sets of three-word shingles have a Jaccard index of at least .7, and what
 * hangs together through them. Candidates come from MinHash and banding (Broder 1997; Leskovec, Rajaraman and Ullman,
 * Mining of Massive Datasets, ch. 3) and are verified on the sets themselves, so no pair is joined by an estimate. Time
 * is near-linear in the number of texts; the result depends on the texts and their order only.
 *
 * @returns a cluster for each text, numbered from 0 by first appearance
 */
export function nearDuplicateClusters(texts: readonly string[]): Int32Array {
  const sets = texts.map(shingles);
  const signatures = minHashes(sets);
  const clusters = new DisjointSets(texts.length);
  for (let band = 0; band < BANDS; band++) {
    for (const bucket of buckets(signatures, band)) joinWithin(bucket, sets, clusters);
  }
  return clusters.numbered();
}

/** The least of each set's elements under 64 hash functions. */
function minHashes(sets: readonly Uint32Array[]): Uint32Array {
  const rng = random(0x5162);
  const factor = Int32Array.from({ length: HASHES }, () => rng.integer(2 ** 32) | 1);
  const shift = Int32Array.from({ length: HASHES }, () => rng.integer(2 ** 32) | 0);
  const signatures = new Uint32Array(sets.length * HASHES);
  for (let i = 0; i < sets.length; i++) {
    const set = sets[i]!;
    for (let h = 0; h < HASHES; h++) {
      const a = factor[h]!;
      const b = shift[h]!;
      let least = 0xffffffff;
      for (let x = 0; x < set.length; x++) {
        const value = (Math.imul(set[x]!, a) + b) >>> 0;
        if (value < least) least = value;
      }
      signatures[i * HASHES + h] = least;
    }
  }
  return signatures;
}

/** Texts, in their order, whose signatures agree in the rows of a band; buckets of one are left out. */
function* buckets(signatures: Uint32Array, band: number): Generator<number[]> {
  const byHash = new Map<string, number[]>();
  for (let i = 0; i < signatures.length / HASHES; i++) {
    const start = i * HASHES + band * ROWS;
    const key = String.fromCharCode(...new Uint16Array(signatures.buffer, start * 4, ROWS * 2));
    const bucket = byHash.get(key);
    if (bucket) bucket.push(i);
    else byHash.set(key, [i]);
  }
  for (const bucket of byHash.values()) if (bucket.length > 1) yield bucket;
}

function joinWithin(bucket: readonly number[], sets: readonly Uint32Array[], clusters: DisjointSets): void {
  const met: number[] = [];
  for (const text of bucket) {
    const others = met.slice(-COMPARED);
    const same = others.some((other) => clusters.find(other) === clusters.find(text));
    const twin = same ? undefined : others.find((other) => jaccard(sets[other]!, sets[text]!) >= SAME);
    if (twin !== undefined) clusters.join(twin, text);
    if (!same && twin === undefined) met.push(text);
  }
}
