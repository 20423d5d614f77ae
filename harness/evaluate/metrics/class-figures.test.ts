import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { classFigures } from './class-figures.ts';
import { routingAccuracy } from './routing-accuracy.ts';

describe('classFigures', () => {
  it('has precision, recall and F1 per class (worked by hand)', () => {
    const confusion = [
      [4, 1, 0],
      [2, 3, 0],
      [0, 0, 0],
    ];
    const [a, b, c] = classFigures(['a', 'b', 'c'], confusion);
    expect(a).toEqual({ name: 'a', actual: 5, predicted: 6, precision: 4 / 6, recall: 4 / 5, f1: 8 / 11 });
    expect(b).toMatchObject({ precision: 3 / 4, recall: 3 / 5, f1: 6 / 9 });
    for (const figure of [c!.precision, c!.recall, c!.f1]) expect(figure).toHaveProperty('undefined');
  });

  it('says why a class has no precision or no recall', () => {
    const [missed, invented] = classFigures(
      ['missed', 'invented'],
      [
        [0, 3],
        [0, 0],
      ],
    );
    expect(missed).toMatchObject({
      precision: { undefined: 'because the class is never predicted' },
      recall: 0,
      f1: 0,
    });
    expect(invented).toMatchObject({ precision: 0, recall: { undefined: 'because no query has this label' }, f1: 0 });
  });

  it('has the macro-F1 of the routing accuracy as its mean', () => {
    const name = fc.constantFrom('a', 'b', 'c');
    fc.assert(
      fc.property(fc.array(fc.tuple(name, name), { minLength: 1, maxLength: 30 }), (pairs) => {
        const labels = pairs.map(([label]) => label);
        const predicted = pairs.map(([, choice]) => choice);
        const { classes, confusion, macroF1 } = routingAccuracy(labels, predicted, ['a', 'b', 'c']);
        const f1 = classFigures(classes, confusion).map((figures) => figures.f1 as number);
        expect(f1.reduce((sum, one) => sum + one, 0) / f1.length).toBeCloseTo(macroF1, 12);
      }),
    );
  });
});
