import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { random } from '../random.ts';
import { exactIndex, hnswIndex } from './nearest.ts';

const DIMENSIONS = 32;

function unitRows(count: number, seed: number): Float32Array {
  const rng = random(seed);
  const rows = new Float32Array(count * DIMENSIONS);
  for (let i = 0; i < count; i++) {
    const row = Float64Array.from({ length: DIMENSIONS }, () => rng.normal());
    const length = Math.hypot(...row);
    rows.set(
      row.map((x) => x / length),
      i * DIMENSIONS,
    );
  }
  return rows;
}

function installed(): boolean {
  try {
    createRequire(import.meta.url)('hnswlib-node');
    return true;
  } catch {
    return false;
  }
}

describe.skipIf(!installed())('HNSW search (skipped where hnswlib-node is not installed)', () => {
  const references = unitRows(2000, 1);
  const queries = unitRows(50, 2);

  it('finds nearly all true neighbours, with their exact similarities', async () => {
    const truth = await exactIndex(references, DIMENSIONS).search(queries, 10);
    const found = await hnswIndex(references, DIMENSIONS).search(queries, 10);
    let hits = 0;
    for (let i = 0; i < 50; i++) {
      const expected = truth.indices.subarray(i * 10, (i + 1) * 10);
      hits += found.indices.subarray(i * 10, (i + 1) * 10).filter((index) => expected.includes(index)).length;
    }
    expect(hits / 500).toBeGreaterThan(0.95);
    expect(found.similarity[0]).toBe(truth.similarity[0]);
  });

  it('gives the same graph for the same seed', async () => {
    const once = await hnswIndex(references, DIMENSIONS, { seed: 3, efSearch: 12 }).search(queries, 10);
    expect(await hnswIndex(references, DIMENSIONS, { seed: 3, efSearch: 12 }).search(queries, 10)).toEqual(once);
  });

  it('gives all references where fewer than k are there', async () => {
    const few = await hnswIndex(references.slice(0, 3 * DIMENSIONS), DIMENSIONS).search(queries, 10);
    expect(few.k).toBe(3);
    expect([...few.indices.slice(0, 3)].sort()).toEqual([0, 1, 2]);
  });
});
