import { describe, expect, it } from 'vitest';
import { clustersOf, singletons } from '../../statistics/clusters.ts';
import { evaluate } from '../evaluate.ts';
import { syntheticInput } from '../synthetic-input.ts';
import { countShips } from './count-ships.ts';
import { lastDoubling } from './last-doubling.ts';
import { learningFigures } from './learning-figures.ts';
import { learningFit } from './learning-fit.ts';
import type { LearningFit } from './learning-schema.ts';
import { splitFigures } from './split-figures.ts';
import { splitRun } from './split-run.ts';
import type { SplitRun } from './splits-schema.ts';
import { studiesSchema } from './studies-schema.ts';

/** A split where `linear` ships, a fifth cheaper than promised. */
function run(seed: number, gain: number, options: Partial<SplitRun['policy']> = {}): SplitRun {
  return {
    seed,
    referenceModel: 'big',
    routers: [{ name: 'linear', aiqMinusZero: gain }],
    policy: {
      candidate: 'linear',
      kind: 'router',
      promised: { costUsd: 0.01, quality: 0.8 },
      delivered: { costUsd: 0.008, quality: 0.78 },
      costSaved: 0.4,
      qualityGained: { value: -0.02, low: -0.04, high: 0.001 },
      broken: false,
      ...options,
    },
  };
}

describe('splitFigures', () => {
  it('has the distribution of each router, what ships, and how promises were kept', () => {
    const runs = [run(1, 0.01), run(2, -0.01), run(3, 0.03, { broken: true }), run(4, 0.02, { costSaved: 0.2 })];
    const { routers, ships, delivered, optimism, broken } = splitFigures(runs, []);
    const [linear] = routers;
    expect(linear).toMatchObject({ name: 'linear', splits: 4, aboveZero: 0.75 });
    expect(linear!.aiqMinusZero.median).toBeCloseTo(0.015, 12);
    expect(linear!.aiqMinusZero.low).toBeCloseTo(0.005, 12);
    expect(ships).toEqual([{ candidate: 'linear', kind: 'router', times: 4 }]);
    expect((delivered.costSaved as { low: number }).low).toBeCloseTo(0.35, 12);
    expect(optimism.quality.median).toBeCloseTo(-0.02, 12);
    expect((optimism.cost as { median: number }).median).toBeCloseTo(-0.2, 12);
    expect(broken).toEqual({ splits: 1, of: 4, share: 0.25 });
  });

  it('says why a figure is not defined, and counts a router only where it fitted', () => {
    const { broken: _, ...policy } = run(1, 0).policy;
    const without = { undefined: 'because the reference model costs nothing' };
    const free = { ...policy, costSaved: without, promised: { costUsd: 0, quality: 1 } };
    const figures = splitFigures(
      [
        { ...run(1, 0), policy: free },
        { ...run(2, 0), routers: [], policy: free },
      ],
      [],
    );
    expect(figures.broken).toEqual({ undefined: expect.stringContaining('claims nothing') });
    expect(figures.delivered.costSaved).toEqual({ undefined: expect.stringContaining('because no split') });
    expect(figures.optimism.cost).toEqual({ undefined: 'because what ships costs nothing' });
    expect(figures.routers[0]!.splits).toBe(1);
  });

  it('keeps of an evaluation what it says', () => {
    const { results } = evaluate(syntheticInput({ examples: 600, models: 3, seed: 2 }), { detail: 'verdict' });
    const kept = splitRun(results);
    expect(kept.routers).toEqual([{ name: 'scores', aiqMinusZero: results.routers[0]!.aiqMinusZero.value }]);
    expect(kept.policy.delivered.quality).toBe(results.policy.chosen.quality.value);
    const splits = splitFigures([kept], [{ seed: 3, why: 'because it failed' }]);
    const studies = { schema: 'signalbox/studies', version: 1, run: 'r', seed: 2, splits };
    expect(studiesSchema.parse(JSON.parse(JSON.stringify(studies)))).toEqual(studies);
  });
});

describe('countShips', () => {
  it('counts mixtures as one, whatever their shares, and tells a model from a router of its name', () => {
    const counts = countShips([
      { candidate: '60 % a + 40 % b', kind: 'mixture' },
      { candidate: 'a', kind: 'single' },
      { candidate: 'a', kind: 'router' },
      { candidate: '50 % a + 50 % b', kind: 'mixture' },
    ]);
    expect(counts.map(({ kind, times }) => [kind, times])).toEqual([
      ['mixture', 2],
      ['single', 1],
      ['router', 1],
    ]);
  });
});

describe('lastDoubling', () => {
  it('is the mean over the halves, with both sources of error', () => {
    // Queries: .01². Halves: s² = 1e-4, over 3. Sum 1.3333e-4; df = 1.3333² / (1/99 + (1/3)²/2) = 27.078…
    const halves = [0.02, 0.03, 0.01].map((value) => ({ value, standardError: 0.01 }));
    const { value, low, high } = lastDoubling(halves, 100) as { value: number; low: number; high: number };
    expect(value).toBeCloseTo(0.02, 12);
    // R: qt(.975, 27.07865) * sqrt(4 / 3) / 100 with qt(.975, 27) = 2.051831, qt(.975, 28) = 2.048407
    expect((high - low) / 2).toBeGreaterThan((2.048407 * Math.sqrt(4 / 3)) / 100);
    expect((high - low) / 2).toBeLessThan((2.051831 * Math.sqrt(4 / 3)) / 100);
  });

  it('is not defined of one half, and has no width where nothing varies', () => {
    expect(lastDoubling([{ value: 0.1, standardError: 0.1 }], 50)).toEqual({
      undefined: expect.stringContaining('fewer than two halves'),
    });
    const same = { value: 0, standardError: 0 };
    expect(lastDoubling([same, same], 50)).toEqual({ value: 0, low: 0, high: 0 });
  });
});

describe('learningFit', () => {
  const fitted = (skill: number) => evaluate(syntheticInput({ examples: 900, models: 3, seed: 5, skill }));

  it('pairs the queries of a part with those of all: the gain is that of the AIQ', () => {
    const [part, all] = [fitted(0.2), fitted(0.8)];
    const rows = part.aiqQuality.get('scores')!.length;
    const [scores] = learningFit(part, all, singletons(rows), 100).routers;
    const aiq = (results: typeof part) => results.results.routers[0]!.aiq.value;
    expect(scores!.toAll!.value).toBeCloseTo(aiq(all) - aiq(part), 12);
    expect(scores!.toAll!.standardError).toBeGreaterThan(0);
    const wide = learningFit(part, all, clustersOf(Array.from({ length: rows }, (_, i) => i >> 4)), 100);
    expect(wide.routers[0]!.toAll!.value).toBe(scores!.toAll!.value);
  });
});

describe('learningFigures', () => {
  const onPrompts = (prompts: number, gain: number, toAll: number): LearningFit => ({
    prompts,
    policy: { candidate: 'linear', kind: 'router' },
    routers: [
      { name: 'linear', aiqMinusZero: gain, toAll: { value: toAll, standardError: 0.001 } },
      { name: 'rules', aiqMinusZero: 0.01, toAll: { value: 0, standardError: 0 } },
    ],
  });

  it('has a point per share, and the last doubling of routers that learn only', () => {
    const { points, lastDoubling: doubling } = learningFigures({
      train: 200,
      clusters: 80,
      points: [
        { share: 0.5, fits: [onPrompts(100, 0.01, 0.02), onPrompts(102, 0.02, 0.01)] },
        { share: 1, fits: [onPrompts(200, 0.03, 0)] },
      ],
      failed: [],
      learned: new Set(['linear']),
    });
    expect(points[0]).toMatchObject({ share: 0.5, prompts: 101, fits: 2, ships: [{ times: 2 }] });
    expect(points[0]!.routers[0]).toEqual({ name: 'linear', fits: 2, mean: 0.015, low: 0.01, high: 0.02 });
    expect(doubling.map(({ name }) => name)).toEqual(['linear']);
    expect((doubling[0]!.gain as { value: number }).value).toBeCloseTo(0.015, 12);
  });
});
