import { describe, expect, it } from 'vitest';
import { COMPATIBILITY_COLUMNS, compatibilityReasons } from './compatibility.ts';
import { sampleResults } from './results.fixture.ts';

describe('the compatibility figures', () => {
  it('have a number or a reason, for every router and column', () => {
    for (const results of [sampleResults(), sampleResults({ models: ['weak', 'strong'], labels: false })]) {
      for (const { of } of COMPATIBILITY_COLUMNS) {
        for (const router of results.routers) {
          const { text, value, why } = of(router, results);
          expect(text === 'not defined').toBe(why !== undefined && value === undefined);
        }
      }
    }
  });

  it('say why, once for all columns with the same reason', () => {
    expect(compatibilityReasons(sampleResults({ labels: false }))).toEqual([
      expect.stringMatching(/^APGR, .*: not defined, because it compares a weak and a strong model/),
      'Routing accuracy, Macro-F1: not defined, because the dataset has no route labels that this router could be compared with.',
    ]);
    expect(compatibilityReasons(sampleResults({ models: ['weak', 'strong'] }))).toEqual([
      'CPT 80 %: not defined, because the curve never closes 80 % of the gap.',
    ]);
  });
});
