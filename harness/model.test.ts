import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { costAt, type Price, type PriceTier } from './model.ts';

const PRICE: Price = {
  usdPerRequest: 0.01,
  inputUsdPerMillionTokens: 2,
  cachedInputUsdPerMillionTokens: 0.5,
  outputUsdPerMillionTokens: 8,
  tiers: [
    {
      aboveInputTokens: 1000,
      inputUsdPerMillionTokens: 4,
      cachedInputUsdPerMillionTokens: 1,
      outputUsdPerMillionTokens: 12,
    },
    { aboveInputTokens: 5000, inputUsdPerMillionTokens: 6, outputUsdPerMillionTokens: 12 },
  ],
  batch: { inputUsdPerMillionTokens: 0, outputUsdPerMillionTokens: 0 },
  source: 'card',
};

describe('costAt', () => {
  // Worked by hand, in millionths of a dollar; the fee is 10,000 of them.
  it.each([
    ['of nothing but the fee', [0, 0, 0], 10_000],
    ['with cached input at its own rate', [1000, 100, 400], 10_000 + 600 * 2 + 400 * 0.5 + 100 * 8],
    ['on the bound of a tier at the rates below', [1000, 0, 0], 10_000 + 2000],
    ['above the bound at the rates of the tier, for every token', [1001, 100, 1], 10_000 + 1000 * 4 + 1 + 1200],
    ['in the highest tier that it reaches', [5001, 0, 0], 10_000 + 30_006],
    ['of cached tokens at the input rate where a tier has no other', [6000, 0, 6000], 10_000 + 36_000],
  ] as const)('is the cost %s', (_, [input, output, cached], millionths) => {
    expect(costAt(PRICE, input, output, cached)).toBeCloseTo(millionths / 1e6, 15);
  });

  it('grows with the price as a line', () => {
    const rate = fc.double({ min: 0, max: 100, noNaN: true });
    const rates = fc.record({
      inputUsdPerMillionTokens: rate,
      cachedInputUsdPerMillionTokens: rate,
      outputUsdPerMillionTokens: rate,
    });
    const tokens = fc.integer({ min: 0, max: 10_000 });
    fc.assert(
      fc.property(rates, rates, rate, tokens, tokens, rate, (base, above, fee, input, output, factor) => {
        const times = (by: number): Price => ({
          ...scaled(base, by),
          usdPerRequest: fee * by,
          tiers: [{ aboveInputTokens: 4000, ...scaled(above, by) }],
          source: 'card',
        });
        const [cached, once] = [input >> 1, costAt(times(1), input, output, input >> 1)];
        expect(costAt(times(factor), input, output, cached)).toBeCloseTo(factor * once, 9);
      }),
    );
  });
});

function scaled(rates: Omit<PriceTier, 'aboveInputTokens' | 'batch'>, by: number) {
  return {
    inputUsdPerMillionTokens: rates.inputUsdPerMillionTokens * by,
    cachedInputUsdPerMillionTokens: rates.cachedInputUsdPerMillionTokens! * by,
    outputUsdPerMillionTokens: rates.outputUsdPerMillionTokens * by,
  };
}
