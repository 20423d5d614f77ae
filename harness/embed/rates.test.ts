import { describe, expect, it } from 'vitest';
import { BUNDLED_RATES, scaledRates } from './rates.ts';

describe('embedder rates', () => {
  it('of a model of twice the size are twice those of the bundled one', () => {
    const twice = scaledRates(2);
    expect(twice.usdPerMillionTokens).toBeCloseTo(2 * BUNDLED_RATES.usdPerMillionTokens, 12);
    expect(twice.latencyMsPerToken).toBe(2 * BUNDLED_RATES.latencyMsPerToken);
    expect(twice.asOf).toBe(BUNDLED_RATES.asOf);
  });
});
