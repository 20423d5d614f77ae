import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { random } from '../../random.ts';
import { calibration } from './calibration.ts';

describe('calibration', () => {
  it('is 0 for predictions that are the grades', () => {
    const grades = Float64Array.of(0, 1, 1, 0, 0.5);
    expect(calibration(grades, grades)).toEqual({ n: 5, brier: 0, ece: 0 });
  });

  it('sums the bins by hand: 30 predictions, two to a bin', () => {
    const predicted = Float64Array.from({ length: 30 }, (_, i) => i / 30);
    const graded = Float64Array.from({ length: 30 }, (_, i) => (i % 2 === 0 ? 1 : 0));
    // Bin b holds 2b/30 and (2b + 1)/30, graded 1 and 0: |(4b + 1)/60 − 1/2| each.
    const bins = Array.from({ length: 15 }, (_, b) => Math.abs((4 * b + 1) / 60 - 0.5));
    const { brier, ece } = calibration(predicted, graded);
    expect(ece).toBeCloseTo(bins.reduce((sum, one) => sum + one, 0) / 15, 12);
    const squares = Array.from(predicted, (p, i) => (p - graded[i]!) ** 2);
    expect(brier).toBeCloseTo(squares.reduce((sum, one) => sum + one, 0) / 30, 12);
  });

  it('tells an overconfident router from a calibrated one', () => {
    const rng = random(1);
    const chance = Float64Array.from({ length: 5000 }, () => rng.next());
    const graded = chance.map((p) => (rng.next() < p ? 1 : 0));
    const overconfident = chance.map((p) => (p > 0.5 ? 1 : 0));
    expect(calibration(chance, graded).ece).toBeLessThan(0.025);
    // Of a uniform chance p the overconfident prediction is off by 1/4 on average, in the square by 1/4 too.
    expect(calibration(overconfident, graded).ece).toBeCloseTo(0.25, 1);
    expect(calibration(chance, graded).brier).toBeCloseTo(1 / 6, 2);
  });

  it('has no ECE for constant predictions, and nothing for none', () => {
    const constant = calibration(Float64Array.of(0.5, 0.5), Float64Array.of(0, 1));
    expect(constant).toEqual({ n: 2, brier: 0.25, ece: { undefined: expect.stringContaining('the same quality') } });
    expect(calibration(new Float64Array(0), new Float64Array(0)).brier).toHaveProperty('undefined');
  });

  it('does not depend on row order, ties included, and lies between the bias and 1', () => {
    const pair = fc.record({ predicted: fc.constantFrom(0, 0.2, 0.4, 0.6, 1), graded: fc.constantFrom(0, 0.5, 1) });
    fc.assert(
      fc.property(fc.array(pair, { minLength: 2, maxLength: 60 }), (pairs) => {
        const of = (list: typeof pairs) =>
          calibration(
            Float64Array.from(list, ({ predicted }) => predicted),
            Float64Array.from(list, ({ graded }) => graded),
          );
        const { ece } = of(pairs);
        const turned = of([...pairs].reverse()).ece;
        if (typeof ece !== 'number') return;
        expect(turned).toBeCloseTo(ece, 12);
        const bias = pairs.reduce((sum, { predicted, graded }) => sum + predicted - graded, 0) / pairs.length;
        expect(ece).toBeGreaterThanOrEqual(Math.abs(bias) - 1e-12);
        expect(ece).toBeLessThanOrEqual(1);
      }),
    );
  });
});
