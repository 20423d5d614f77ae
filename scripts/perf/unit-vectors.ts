import { random } from '../../harness/random.ts';

/** Random rows of length 1, row-major. */
export function unitVectors(count: number, dimensions: number, seed: number): Float32Array {
  const rng = random(seed);
  const vectors = new Float32Array(count * dimensions);
  for (let at = 0; at < vectors.length; at += dimensions) {
    let squares = 0;
    for (let i = at; i < at + dimensions; i++) {
      vectors[i] = rng.next() - 0.5;
      squares += vectors[i]! ** 2;
    }
    for (let i = at; i < at + dimensions; i++) vectors[i]! /= Math.sqrt(squares);
  }
  return vectors;
}
