import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BenchError } from '../bench-error.ts';
import type { Planning } from './baseline-schema.ts';
import { setMargins } from './margins.ts';
import { baselineFixture } from './measurement.fixture.ts';
import { detectableMargin, promptsForMargin } from './planning.ts';

const PLANNING: Planning = {
  queries: 1000,
  clusters: 1000,
  // Differs on a fifth of the queries, gains as often as it loses.
  alternatives: [{ name: 'other', mean: 0, square: 0.2 / 1000 }],
};

describe('detectableMargin', () => {
  it('is the sum of two quantiles times the standard error of a paired difference', () => {
    // z.95 + z.95 = 3.29; t with 999 degrees of freedom is a little wider.
    expect(detectableMargin(PLANNING, 1)).toBeCloseTo(3.293 * Math.sqrt(0.2 / 1000), 4);
    expect(detectableMargin(PLANNING, 4)!).toBeGreaterThan(detectableMargin(PLANNING, 1)!);
  });

  it('counts an alternative that does more harm than twice the margin by the share that makes just that', () => {
    const lost = { name: 'lose all', mean: 0.8, square: 0.8 / 1000 };
    const margin = detectableMargin({ ...PLANNING, alternatives: [lost] }, 1)!;
    // The prompts that lose all: a share 2m, and a variance of 2m (1 − 2m).
    expect(margin).toBeCloseTo(3.293 * Math.sqrt((2 * margin * (1 - 2 * margin)) / 1000), 4);
  });

  it('is reached by the number of prompts that it says', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.01, max: 0.04, noNaN: true }),
        fc.integer({ min: 1, max: 4 }),
        (wanted, family) => {
          const needed = promptsForMargin(PLANNING, wanted, family);
          const scale = 1000 / needed;
          const alternatives = PLANNING.alternatives.map((each) => ({ ...each, square: each.square * scale }));
          const grown = { queries: needed, clusters: needed, alternatives };
          expect(detectableMargin(grown, family)!).toBeLessThanOrEqual(wanted * 1.001);
          expect(detectableMargin(grown, family)!).toBeGreaterThan(wanted * 0.98);
        },
      ),
      { numRuns: 50 },
    );
  });

  it('is 0 where nothing varies, and nothing at all where a rise can never be told', () => {
    expect(detectableMargin({ ...PLANNING, alternatives: [] }, 1)).toBe(0);
    expect(detectableMargin({ ...PLANNING, ownError: 0.5 }, 1)).toBeUndefined();
  });
});

describe('setMargins', () => {
  it('refuses a margin that the prompts cannot tell, and says how many it takes', () => {
    const baseline = baselineFixture(1000);
    const refused = () => setMargins(baseline, { quality: 0.01 });
    const needed = promptsForMargin(baseline.planning.quality!, 0.01, 4);
    expect(refused).toThrow(
      `the margin of quality is 0.01, and 1000 test prompts cannot tell that: it takes ${needed} test prompts`,
    );
    try {
      refused();
    } catch (error) {
      expect((error as BenchError).hint).toContain('These prompts can hold 0.056 and more');
    }
    expect(setMargins(baseline, { quality: 0.056 }).tested.get('quality')!.given).toBe(true);
  });

  it('tells less with more criteria, so that leaving one out allows a smaller margin', () => {
    const baseline = baselineFixture(1000);
    const all = setMargins(baseline, {}).tested.get('quality')!.margin;
    const alone = setMargins(baseline, { cost: false, latency: false, accuracy: false });
    expect(alone.tested.get('quality')!.margin).toBeLessThan(all);
    expect([...alone.untested.keys()]).toEqual(['cost', 'latency', 'accuracy']);
    expect(() => setMargins({ ...baseline, planning: {} }, {})).toThrow('nothing left to test');
  });
});
