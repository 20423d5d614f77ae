import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  apgr,
  areaUnder,
  cpt,
  cptCodeCompatible,
  pgr,
  qualityAtShare,
  strongCallCurve,
  strongCallGrid,
  type TwoModels,
} from './two-model.ts';

// Run with RouteLLM's own code (routellm/evals): ten queries, win rates .05 … .95.
const TOY: TwoModels = {
  strong: Float64Array.of(0, 1, 1, 1, 1, 1, 1, 1, 1, 1),
  weak: Float64Array.of(1, 1, 0, 1, 1, 0, 1, 0, 0, 0),
  winRate: Float64Array.from({ length: 10 }, (_, i) => i * 0.1 + 0.05),
};
const rounded = (values: Float64Array) => Array.from(values, (value) => Math.round(value * 1e6) / 1e4);

describe('the grid of RouteLLM', () => {
  it.each([
    { bins: 10, accuracy: [50, 60, 70, 80, 80, 90, 90, 90, 100, 100, 90], auc: 0.83, gap: 0.825, cpts: [8, 20, 42] },
    { bins: 5, accuracy: [50, 70, 80, 90, 100, 90], auc: 0.82, gap: 0.8, cpts: [8, 20, 44] },
  ])('reproduces its figures with $bins bins', ({ bins, accuracy, auc, gap, cpts }) => {
    const grid = strongCallGrid(TOY, bins);
    expect(rounded(grid.quality)).toEqual(accuracy);
    expect(areaUnder(grid)).toBeCloseTo(auc, 12);
    expect(apgr(grid, 0.5, 0.9)).toBeCloseTo(gap, 12);
    [0.2, 0.5, 0.8].forEach((part, i) => {
      expect(cptCodeCompatible(grid, part, 0.5, 0.9)).toBeCloseTo(cpts[i]! / 100, 12);
      expect(cpt(grid, part, 0.5, 0.9)).toBeCloseTo(cpts[i]! / 100, 12);
    });
  });
});

describe('the curve over all thresholds', () => {
  it('has a point per distinct win rate', () => {
    expect(rounded(strongCallCurve(TOY).quality)).toEqual([50, 60, 70, 80, 80, 90, 90, 90, 100, 100, 90]);
  });

  it('does not depend on row order when win rates are tied', () => {
    const cell = fc.record({
      weak: fc.integer({ min: 0, max: 1 }),
      strong: fc.integer({ min: 0, max: 1 }),
      rate: fc.integer({ min: 0, max: 3 }),
    });
    const toyOf = (cells: readonly { weak: number; strong: number; rate: number }[]): TwoModels => ({
      weak: Float64Array.from(cells, ({ weak }) => weak),
      strong: Float64Array.from(cells, ({ strong }) => strong),
      winRate: Float64Array.from(cells, ({ rate }) => rate),
    });
    fc.assert(
      fc.property(fc.array(cell, { minLength: 1, maxLength: 30 }), (cells) => {
        expect(strongCallCurve(toyOf([...cells].reverse()))).toEqual(strongCallCurve(toyOf(cells)));
      }),
    );
  });

  it('is the straight line from weak to strong when nothing is predicted: APGR ½, CPT 20/50/80', () => {
    const curve = strongCallCurve({ ...TOY, winRate: new Float64Array(10) });
    expect(apgr(curve, 0.5, 0.9)).toBeCloseTo(0.5, 12);
    for (const part of [0.2, 0.5, 0.8]) expect(cpt(curve, part, 0.5, 0.9)).toBeCloseTo(part, 12);
    expect(pgr(qualityAtShare(curve, 0.5), 0.5, 0.9)).toBeCloseTo(0.5, 12);
  });

  // RouteLLM's responses, contaminated prompts left out: queries that only the strong model solves, only the weak one, both,
  // none; accuracy of weak and strong; best possible accuracy at 10, 20, 30 % strong calls as its `get_optimal_accuracy`
  // prints it.
  it.each([
    { set: 'GSM8K', counts: [382, 94, 739, 92], ends: [63.7337, 85.7689], best: [73.734, 83.734, 92.961] },
    { set: 'MMLU', counts: [2496, 742, 8816, 1983], ends: [68.0915, 80.587], best: [78.091, 85.873, 85.873] },
  ])("gives the best possible accuracy on RouteLLM's $set when the win rate is the truth", ({ counts, ends, best }) => {
    const kinds = [
      [0, 1],
      [1, 0],
      [1, 1],
      [0, 0],
    ] as const;
    const spread = (value: (weak: number, strong: number) => number) =>
      Float64Array.from(kinds.flatMap(([weak, strong], kind) => Array(counts[kind]!).fill(value(weak, strong))));
    const pair = { weak: spread((w) => w), strong: spread((_, s) => s), winRate: spread((w, s) => s - w) };
    const curve = strongCallCurve(pair);
    const at = (share: number) => qualityAtShare(curve, share) * 100;
    expect(at(0)).toBeCloseTo(ends[0]!, 3);
    expect(at(1)).toBeCloseTo(ends[1]!, 3);
    best.forEach((accuracy, i) => {
      expect(at((i + 1) / 10)).toBeCloseTo(accuracy, 3);
    });
  });
});

describe('figures that do not exist', () => {
  it('say why when the strong model is not better', () => {
    const curve = strongCallCurve(TOY);
    for (const figure of [pgr(0.5, 0.7, 0.7), apgr(curve, 0.7, 0.7), cpt(curve, 0.5, 0.7, 0.6)]) {
      expect(figure).toMatchObject({ undefined: expect.stringContaining('not better than the weak one') });
    }
  });

  it('say why when the curve never recovers the gap', () => {
    const flat = { share: Float64Array.of(0, 1), quality: Float64Array.of(0.5, 0.6) };
    expect(cpt(flat, 0.8, 0.5, 0.9)).toMatchObject({ undefined: expect.stringContaining('80 %') });
  });
});

describe('CPT', () => {
  it('takes the first crossing of a curve that falls again', () => {
    const curve = { share: Float64Array.of(0, 0.5, 1), quality: Float64Array.of(0, 1, 0.5) };
    expect(cpt(curve, 1, 0, 0.5)).toBeCloseTo(0.25, 12);
  });
});
