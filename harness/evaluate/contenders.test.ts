import { describe, expect, it } from 'vitest';
import { contendersOf, SCORED } from './contenders.ts';

const oneRow = (quality: readonly number[], costUsd: readonly number[], more: { allowed?: Uint8Array } = {}) => ({
  rows: 1,
  width: quality.length,
  quality: Float64Array.from(quality),
  costUsd: Float64Array.from(costUsd),
  ranked: Int16Array.of(SCORED),
  ...more,
});

describe('contenders', () => {
  it('are the models that no other beats in quality for less money', () => {
    const { models, quality, costUsd, starts } = contendersOf(oneRow([0.9, 0.5, 0.6, 0.4], [8, 3, 2, 1]));
    expect(Array.from(models)).toEqual([0, 2, 3]);
    expect(Array.from(quality)).toEqual([0.9, 0.6, 0.4]);
    expect(Array.from(costUsd)).toEqual([8, 2, 1]);
    expect(Array.from(starts)).toEqual([0, 3]);
  });

  it('hold a worse model of the same price that stands before, since it is chosen where quality does not count', () => {
    expect(Array.from(contendersOf(oneRow([0.5, 0.9], [1, 1])).models)).toEqual([0, 1]);
    expect(Array.from(contendersOf(oneRow([0.9, 0.5], [1, 1])).models)).toEqual([0]);
    expect(Array.from(contendersOf(oneRow([0.9, 0.9, 0.9], [1, 1, 1])).models)).toEqual([0]);
  });

  it('are not beaten by a model that may not be chosen', () => {
    expect(Array.from(contendersOf(oneRow([0.9, 0.5], [1, 2], { allowed: Uint8Array.of(0, 1) })).models)).toEqual([1]);
  });

  it('are none where a ranking decides', () => {
    const ranked = { ...oneRow([0.9, 0.5], [1, 2]), ranked: Int16Array.of(1) };
    expect(Array.from(contendersOf(ranked).starts)).toEqual([0, 0]);
    expect(
      Array.from(contendersOf({ ...ranked, quality: new Float64Array(), costUsd: new Float64Array() }).starts),
    ).toEqual([0, 0]);
  });
});
