import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { macroAverage } from './macro-average.ts';

describe('macroAverage', () => {
  it('counts every task once, however large', () => {
    const perTask = [
      { n: 1000, quality: 0.9 },
      { n: 10, quality: 0.5 },
    ];
    expect(macroAverage(perTask, 'quality')).toBeCloseTo(0.7, 12);
  });

  it('is the micro average where tasks are equally large', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(5), fc.nat(5)), { minLength: 1, maxLength: 9 }), (tasks) => {
        const micro = tasks.flat().reduce((sum, one) => sum + one, 0) / (2 * tasks.length);
        expect(
          macroAverage(
            tasks.map(([a, b]) => ({ quality: (a + b) / 2 })),
            'quality',
          ),
        ).toBeCloseTo(micro, 12);
      }),
    );
  });

  it('refuses to average nothing', () => {
    expect(() => macroAverage([], 'quality')).toThrow('no tasks');
  });
});
