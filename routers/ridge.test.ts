import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { random } from '../harness/random.ts';
import { cholesky, solveCholesky } from '../harness/statistics/cholesky.ts';
import { addMoments, gramOf, momentsOf, type Observations, subtractMoments } from './gram.ts';
import { predictAffine, ridge } from './ridge.ts';
import { sparseRidge } from './sparse-ridge.ts';

function observations(rows: number, dimensions: number, targets: number, seed: number): Observations {
  const rng = random(seed);
  return {
    x: Float32Array.from({ length: rows * dimensions }, () => rng.normal()),
    dimensions,
    y: Float64Array.from({ length: rows * targets }, () => rng.normal()),
    targets,
  };
}

const all = (rows: number) => [...Array(rows).keys()];

describe('cholesky', () => {
  it('factors a matrix worked by hand', () => {
    // [4 12 −16; 12 37 −43; −16 −43 98], the example of the Wikipedia article on the Cholesky decomposition.
    const lower = cholesky(Float64Array.of(4, 12, -16, 12, 37, -43, -16, -43, 98), 3);
    expect([...lower]).toEqual([2, 0, 0, 6, 1, 0, -8, 5, 3]);
    const b = Float64Array.of(4 - 16, 12 - 43, -16 + 98);
    solveCholesky(lower, 3, b);
    expect(b.map((value) => Math.round(value * 1e9) / 1e9)).toEqual(Float64Array.of(1, 0, 1));
  });

  it('refuses a matrix that is not positive definite', () => {
    expect(() => cholesky(Float64Array.of(1, 2, 2, 1), 2)).toThrow(/not positive definite/);
  });
});

describe('gramOf', () => {
  it('is the sum of outer products, for odd and even dimensions and more rows than a panel', () => {
    for (const [rows, dimensions] of [
      [1, 1],
      [5, 3],
      [300, 6],
    ] as const) {
      const { x } = observations(rows, dimensions, 1, 1);
      const gram = gramOf(x, dimensions, all(rows));
      for (let i = 0; i < dimensions; i++) {
        for (let j = 0; j <= i; j++) {
          const product = all(rows).reduce((sum, r) => sum + x[r * dimensions + i]! * x[r * dimensions + j]!, 0);
          expect(gram[i * dimensions + j]).toBeCloseTo(product, 9);
        }
      }
    }
  });
});

describe('ridge', () => {
  it('is the mean for an enormous penalty, and the line through the points for a tiny one', () => {
    const line = { x: Float32Array.of(0, 1, 2), dimensions: 1, y: Float64Array.of(1, 3, 5), targets: 1 };
    const moments = momentsOf(line, all(3));
    expect(predictAffine(ridge(moments, 1e12), Float32Array.of(7), 0)[0]).toBeCloseTo(3, 6);
    expect(predictAffine(ridge(moments, 1e-9), Float32Array.of(7), 0)[0]).toBeCloseTo(15, 6);
    // By hand: Σ(x−1)(y−3) = 4, Σ(x−1)² = 2, so the slope is 4 / (2 + 2) = 1 and the value at 7 is 3 + 6.
    expect(predictAffine(ridge(moments, 2), Float32Array.of(7), 0)[0]).toBeCloseTo(9, 9);
  });

  it('gives each fold the fit of the other folds, by subtraction', () => {
    const data = observations(40, 5, 2, 3);
    const parts = [all(40).slice(0, 25), all(40).slice(25)].map((rows) => momentsOf(data, rows));
    const subtracted = ridge(subtractMoments(addMoments(parts), parts[1]!), 0.5);
    const direct = ridge(parts[0]!, 0.5);
    subtracted.slopes.forEach((slope, i) => {
      expect(slope).toBeCloseTo(direct.slopes[i]!, 9);
    });
  });
});

describe('sparseRidge', () => {
  it('fits each target to exactly the rows that have it, however many miss', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.05, max: 0.95, noNaN: true }),
        fc.integer({ min: 1, max: 1000 }),
        (share, seed) => {
          const data = observations(30, 3, 3, seed);
          const rng = random(seed);
          const y = data.y.map((value, cell) => (cell % 3 > 0 && rng.next() < share ? Number.NaN : value));
          const fits = sparseRidge({ ...data, y }, gramOf(data.x, 3, all(30)), 0.7, 1);
          for (let target = 0; target < 3; target++) {
            const known = all(30).filter((row) => !Number.isNaN(y[row * 3 + target]!));
            if (known.length === 0) continue;
            const own = { ...data, y: Float64Array.from(all(30), (row) => y[row * 3 + target]!), targets: 1 };
            const direct = ridge(momentsOf(own, known), 0.7);
            expect(fits.intercepts[target]).toBeCloseTo(direct.intercepts[0]!, 8);
          }
        },
      ),
      { numRuns: 30 },
    );
  });

  it('takes a target that nothing is known of at the value given', () => {
    const data = { ...observations(4, 2, 1, 1), y: new Float64Array(4).fill(Number.NaN) };
    expect(sparseRidge(data, gramOf(data.x, 2, all(4)), 1, 1)).toEqual({
      slopes: new Float64Array(2),
      intercepts: Float64Array.of(1),
    });
  });
});
