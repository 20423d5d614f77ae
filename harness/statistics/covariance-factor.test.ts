import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { random } from '../random.ts';
import { factorOf, mixed } from './covariance-factor.ts';

/** L·Lᵀ */
const squared = (lower: Float64Array, width: number) =>
  Array.from({ length: width * width }, (_, cell) => {
    const [row, column] = [Math.floor(cell / width), cell % width];
    return Array.from({ length: width }, (_, k) => lower[row * width + k]! * lower[column * width + k]!).reduce(
      (sum, part) => sum + part,
    );
  });

describe('factorOf', () => {
  it('is the Cholesky factor of a hand-worked matrix', () => {
    expect([...factorOf(Float64Array.of(4, 2, 2, 5)).lower]).toEqual([2, 0, 1, 2]);
  });

  it('takes a variance that floating point has no digits for as none', () => {
    const factor = factorOf(Float64Array.of(5e-324, 6e-162, 6e-162, 9));
    expect([...factor.lower]).toEqual([0, 0, 0, 3]);
  });

  it('multiplies back, also where variables follow from others', () => {
    const entries = fc.array(fc.double({ min: -3, max: 3, noNaN: true }), { minLength: 8, maxLength: 8 });
    fc.assert(
      fc.property(entries, (root) => {
        // Four variables of two sources: singular.
        const covariance = Float64Array.from({ length: 16 }, (_, cell) => {
          const [j, k] = [Math.floor(cell / 4), cell % 4];
          return root[2 * j]! * root[2 * k]! + root[2 * j + 1]! * root[2 * k + 1]!;
        });
        squared(factorOf(covariance).lower, 4).forEach((value, cell) => {
          expect(value).toBeCloseTo(covariance[cell]!, 3);
        });
      }),
    );
  });
});

describe('mixed', () => {
  it('draws two identical variables as one', () => {
    const factor = factorOf(Float64Array.of(2, 2, 2, 2));
    const [a, b] = mixed(factor, random(1));
    expect(a).toBeCloseTo(b!, 12);
    expect(Math.abs(a!)).toBeGreaterThan(0.1);
  });
});
