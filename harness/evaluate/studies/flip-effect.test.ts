import { describe, expect, it } from 'vitest';
import type { Model } from '../../model.ts';
import { type Assessment, FREE } from '../../router.ts';
import type { Outcomes } from '../outcomes.ts';
import { flipEffect, type Wording } from './flip-effect.ts';

const price = {
  usdPerRequest: 0,
  inputUsdPerMillionTokens: 0,
  cachedInputUsdPerMillionTokens: 0,
  outputUsdPerMillionTokens: 1e6,
  asOf: '2026-01-01',
  source: 'card' as const,
};
const MODELS: readonly Model[] = [
  { id: 'cheap', price: { ...price, outputUsdPerMillionTokens: 1 } },
  { id: 'dear', price: { ...price, outputUsdPerMillionTokens: 2 } },
];
const OUTCOMES: Outcomes = {
  rows: 4,
  width: 2,
  quality: Float64Array.of(0, 1, 1, 1, 0, 0, 1, 0),
  costUsd: Float64Array.of(1, 3, 1, 3, 1, 3, 1, 3),
  latencyMs: new Float64Array(8),
  signals: new Map(),
};
const scored = (quality: readonly number[]): Assessment => ({
  kind: 'scores',
  quality: Float64Array.from(quality),
  outputTokens: Float64Array.of(1, 1),
  bill: FREE,
  why: () => [],
});
const wording = (best: readonly (0 | 1)[]): Wording => ({
  assessments: best.map((model) => scored(model === 0 ? [1, 0] : [0, 1])),
  inputTokens: new Float64Array(4),
  outcomes: OUTCOMES,
});
const at = (mix: readonly { tradeoff: number | null; share: number }[]) =>
  flipEffect({
    original: wording([0, 0, 1, 1]),
    other: wording([1, 1, 1, 0]),
    models: MODELS,
    operatingPoint: { mix: [...mix] },
    units: [0, 1, 2, 3],
  });

describe('flipEffect', () => {
  it('counts routes that flip and what that does, by hand', () => {
    const { flips, qualityEffect, costEffectUsd } = at([{ tradeoff: null, share: 1 }]);
    // Three of four routes flip: 0 → 1, 1 → 1, and from the dear model to the cheap one 0 → 1; cost 3 − 1, 3 − 1, 1 − 3.
    expect(flips.value).toBe(0.75);
    expect(qualityEffect.value).toBe((1 + 0 + 1) / 4);
    expect(costEffectUsd.value).toBe((2 + 2 - 2) / 4);
    expect(flips.n).toBe(4);
  });

  it('counts a mixture with its expectation: the part at which all go to the cheap model never flips', () => {
    const { flips, qualityEffect } = at([
      { tradeoff: 0, share: 0.6 },
      { tradeoff: null, share: 0.4 },
    ]);
    expect(flips.value).toBeCloseTo(0.4 * 0.75, 12);
    expect(qualityEffect.value).toBeCloseTo(0.4 * 0.5, 12);
  });
});
