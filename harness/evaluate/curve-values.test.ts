import { describe, expect, it } from 'vitest';
import { aiqQuality, curveValues, packSplits } from './curve-values.ts';
import { settingOf } from './setting.ts';
import { syntheticInput } from './synthetic-input.ts';

const INPUT = syntheticInput({ examples: 400, models: 4, seed: 7 });

describe('the values of a curve', () => {
  it('are the same, bit by bit, where only those of its AIQ mixture are asked for', () => {
    const setting = settingOf(INPUT);
    const predictions = packSplits(INPUT.candidates[0]!.assessments, setting);
    expect(aiqQuality(predictions, setting)).toEqual(curveValues(predictions, setting).quality);
  });

  it('have as many steps between 0 and ∞ as are asked for, and one array where neighbours choose the same', () => {
    const setting = settingOf(INPUT, 98);
    const { test } = curveValues(packSplits(INPUT.candidates[0]!.assessments, setting), setting);
    expect(test.points).toHaveLength(100);
    expect(test.points.map(({ tradeoff }) => tradeoff ?? Number.POSITIVE_INFINITY)).toEqual(Array.from(test.tradeoffs));
    test.choices.forEach((own, step) => {
      const before = test.choices[step - 1];
      if (before !== undefined) expect(own === before).toBe(own.every((model, i) => model === before[i]));
    });
    expect(new Set(test.choices).size).toBeLessThan(100);
  });
});
