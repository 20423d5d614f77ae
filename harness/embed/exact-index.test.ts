import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { random } from '../random.ts';
import { exactIndex, type Neighbours } from './nearest.ts';
import { scalarProduct } from './plain-nearest.ts';

function unitRows(count: number, dimensions: number, seed: number, spread = 1): Float32Array {
  const rng = random(seed);
  const centre = Float64Array.from({ length: dimensions }, () => rng.normal());
  const rows = new Float32Array(count * dimensions);
  for (let i = 0; i < count; i++) {
    const row = centre.map((x) => (1 - spread) * x + spread * rng.normal());
    const length = Math.hypot(...row);
    rows.set(
      row.map((x) => x / length),
      i * dimensions,
    );
  }
  return rows;
}

/** The definition: sort all references by similarity, ties by index. */
function bySorting(references: Float32Array, dimensions: number, queries: Float32Array, k: number): Neighbours {
  const size = references.length / dimensions;
  const kept = Math.min(k, size);
  const indices: number[] = [];
  const similarity: number[] = [];
  for (let i = 0; i < queries.length / dimensions; i++) {
    const query = Float64Array.from(queries.subarray(i * dimensions, (i + 1) * dimensions));
    const pairs = Array.from({ length: size }, (_, r) => ({ r, s: scalarProduct(query, references, r * dimensions) }));
    pairs.sort((a, b) => b.s - a.s || a.r - b.r);
    for (const { r, s } of pairs.slice(0, kept)) {
      indices.push(r);
      similarity.push(s);
    }
  }
  return { k: kept, indices: Int32Array.from(indices), similarity: Float64Array.from(similarity) };
}

describe.each(['plain', 'native'] as const)('exact search, %s', (engine) => {
  it('gives what sorting by similarity gives, bit for bit', async () => {
    const references = unitRows(3000, 50, 1);
    const queries = unitRows(300, 50, 2);
    const found = await exactIndex(references, 50, { engine }).search(queries, 40);
    expect(found).toEqual(bySorting(references, 50, queries, 40));
  });

  it('breaks the ties of repeated references by index, however many there are', async () => {
    const one = unitRows(1, 16, 3);
    const references = new Float32Array(500 * 16);
    for (let i = 0; i < 500; i++) references.set(one, i * 16);
    const found = await exactIndex(references, 16, { engine }).search(one, 40);
    expect([...found.indices]).toEqual(Array.from({ length: 40 }, (_, i) => i));
  });

  it('finds neighbours that single precision cannot tell apart', async () => {
    const references = unitRows(2000, 64, 4, 1e-4);
    const queries = unitRows(20, 64, 4, 1e-4);
    const found = await exactIndex(references, 64, { engine }).search(queries, 10);
    expect(found).toEqual(bySorting(references, 64, queries, 10));
  });

  it('gives a query alone what it gives it in a batch', async () => {
    const index = exactIndex(unitRows(5000, 32, 5), 32, { engine });
    const queries = unitRows(300, 32, 6);
    const together = await index.search(queries, 7);
    for (const i of [0, 1, 150, 255, 256, 299]) {
      const alone = await index.search(queries.slice(i * 32, (i + 1) * 32), 7);
      expect(alone.indices).toEqual(together.indices.slice(i * 7, (i + 1) * 7));
      expect(alone.similarity).toEqual(together.similarity.slice(i * 7, (i + 1) * 7));
    }
  });

  it('gives all references where fewer than k are there, and nothing for no query', async () => {
    const index = exactIndex(unitRows(3, 8, 7), 8, { engine });
    expect((await index.search(unitRows(2, 8, 8), 40)).k).toBe(3);
    expect((await index.search(new Float32Array(0), 40)).indices).toHaveLength(0);
  });
});

describe('exact search', () => {
  it('gives the same natively and in plain JavaScript', async () => {
    const shape = fc.record({
      size: fc.integer({ min: 1, max: 80 }),
      dimensions: fc.integer({ min: 1, max: 9 }),
      k: fc.integer({ min: 1, max: 20 }),
      seed: fc.integer({ min: 0, max: 1000 }),
    });
    await fc.assert(
      fc.asyncProperty(shape, async ({ size, dimensions, k, seed }) => {
        const references = unitRows(size, dimensions, seed, 0.5);
        const queries = unitRows(5, dimensions, seed + 1, 0.5);
        const native = await exactIndex(references, dimensions, { engine: 'native' }).search(queries, k);
        expect(native).toEqual(await exactIndex(references, dimensions, { engine: 'plain' }).search(queries, k));
      }),
    );
  });

  it('refuses an index without references, a ragged matrix and k = 0', async () => {
    expect(() => exactIndex(new Float32Array(0), 4)).toThrow('at least one reference');
    expect(() => exactIndex(new Float32Array(7), 4)).toThrow('no references of 4 dimensions');
    await expect(exactIndex(new Float32Array(8), 4).search(new Float32Array(4), 0)).rejects.toThrow('k is 0');
  });
});
