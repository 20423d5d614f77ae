import { describe, expect, it } from 'vitest';
import { offPolicyCoverage } from './off-policy.ts';

describe('off-policy intervals', () => {
  it('hold the value of full information about as often as they say, and claim nothing without overlap', () => {
    const { claimed, quality, costUsd, qualityDifference, refusedWithoutOverlap, halfWidth } = offPolicyCoverage({
      draws: 60,
      records: 800,
      seed: 1,
    });
    expect(claimed).toBeGreaterThan(55);
    expect(refusedWithoutOverlap.count).toBe(60);
    // Four standard errors of 60 draws below .95; at 1,000 draws see `npm run calibration`.
    for (const { snips, doublyRobust } of [quality, costUsd, qualityDifference]) {
      expect(snips.count / claimed).toBeGreaterThan(0.83);
      expect(doublyRobust.count / claimed).toBeGreaterThan(0.83);
    }
    expect(halfWidth.doublyRobust).toBeLessThan(halfWidth.snips);
  });
});
