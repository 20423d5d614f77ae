import { describe, expect, it } from 'vitest';
import { random } from '../random.ts';
import { kernelMatrix } from './kernel-matrix.ts';
import { kernelTest } from './kernel-test.ts';
import { permutationP, relabellings } from './relabellings.ts';

const DIMENSIONS = 8;

/** Random directions, drawn towards the first axis by `pull`. */
function directions(count: number, seed: number, pull = 0): Float32Array {
  const rng = random(seed);
  const vectors = new Float32Array(count * DIMENSIONS);
  for (let row = 0; row < count; row++) {
    const vector = Array.from({ length: DIMENSIONS }, (_, d) => rng.normal() + (d === 0 ? pull : 0));
    const length = Math.hypot(...vector);
    vectors.set(
      vector.map((value) => value / length),
      row * DIMENSIONS,
    );
  }
  return vectors;
}

const pooled = (a: Float32Array, b: Float32Array) => Float32Array.of(...a, ...b);

describe('the kernel matrix', () => {
  it('is exp(−d²/2σ²) with σ the median distance, copies left out of the median', () => {
    // Two copies of one axis, and the other two axes: squared distances 0, and five times 2.
    const { lower, bandwidth } = kernelMatrix(Float32Array.of(1, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1), 3);
    expect(bandwidth).toBeCloseTo(Math.SQRT2, 3);
    expect(Array.from(lower, (value) => Number(value.toFixed(3)))).toEqual([1, 0.607, 0.607, 0.607, 0.607, 0.607]);
  });

  it('is all ones where every vector is the same', () => {
    expect([...kernelMatrix(Float32Array.of(1, 0, 1, 0, 1, 0), 2).lower]).toEqual([1, 1, 1]);
  });
});

describe('the kernel two-sample test', () => {
  it('has the unbiased statistic worked by hand', () => {
    // A: (1,0) twice. B: (0,1) twice. Within each side k = 1, between them k = exp(−½) as σ² = 2.
    const vectors = Float32Array.of(1, 0, 1, 0, 0, 1, 0, 1);
    const { mmdSquared } = kernelTest(vectors, 2, 2, relabellings(4, 2, 9, 1));
    expect(mmdSquared).toBeCloseTo(1 + 1 - 2 * Math.exp(-0.5), 3);
  });

  it('gives the same statistic when the sides change places', () => {
    const [a, b] = [directions(20, 1), directions(30, 2, 1)];
    const there = kernelTest(pooled(a, b), DIMENSIONS, 20, relabellings(50, 20, 19, 1));
    const back = kernelTest(pooled(b, a), DIMENSIONS, 30, relabellings(50, 30, 19, 1));
    expect(back.mmdSquared).toBeCloseTo(there.mmdSquared, 6);
  });

  it('holds its level where nothing differs, and p is spread over 0..1', () => {
    const ps = Array.from({ length: 150 }, (_, seed) => {
      const vectors = pooled(directions(20, 2 * seed + 1), directions(20, 2 * seed + 2));
      return kernelTest(vectors, DIMENSIONS, 20, relabellings(40, 20, 99, seed)).p;
    });
    const share = (bar: number) => ps.filter((p) => p <= bar).length / ps.length;
    // Binomial at 150: .05 ± .036, .5 ± .08 (two standard errors).
    expect(share(0.05)).toBeLessThan(0.086);
    expect(share(0.5)).toBeGreaterThan(0.42);
    expect(share(0.5)).toBeLessThan(0.58);
  });

  it('finds a change that is there', () => {
    const vectors = pooled(directions(100, 1), directions(100, 2, 1));
    expect(kernelTest(vectors, DIMENSIONS, 100, relabellings(200, 100, 199, 1)).p).toBe(1 / 200);
  });
});

describe('a permutation p-value', () => {
  it('counts what is observed among the relabellings, and ties with it', () => {
    expect(permutationP(3, [1, 2, 3, 4])).toBe(3 / 5);
    expect(permutationP(5, [1, 2, 3, 4])).toBe(1 / 5);
    expect(permutationP(1 + 1e-14, [1])).toBe(1);
  });

  it('relabels with ascending members of the right number, the same for a seed', () => {
    const lists = relabellings(10, 4, 5, 3);
    expect(lists).toEqual(relabellings(10, 4, 5, 3));
    for (const members of lists) {
      expect(new Set(members).size).toBe(4);
      expect([...members].sort((a, b) => a - b)).toEqual([...members]);
    }
  });
});
