import { describe, expect, it } from 'vitest';
import type { Price } from '../../model.ts';
import { recordTask, worstCaseUsd } from './record-task.ts';

const question = (length: number) => ({
  provider: 'p',
  model: 'm',
  messages: [{ role: 'user' as const, content: 'x'.repeat(length) }],
  parameters: {},
  repetition: 0,
});
const price = (input: number, above: number): Price => ({
  usdPerRequest: 0,
  inputUsdPerMillionTokens: input,
  outputUsdPerMillionTokens: 0,
  tiers: [{ aboveInputTokens: 1000, inputUsdPerMillionTokens: above, outputUsdPerMillionTokens: 0 }],
  source: 'card',
});

// One token a byte, and 32 for the frames.
describe('the worst case of a question', () => {
  it('takes the rates of the tier that the longest prompt reaches', () => {
    expect(worstCaseUsd(recordTask(question(968), price(1, 4), 10))).toBeCloseTo(1000 / 1e6, 12);
    expect(worstCaseUsd(recordTask(question(969), price(1, 4), 10))).toBeCloseTo((1001 * 4) / 1e6, 12);
  });

  it('is the end of the tier below where longer prompts are cheaper', () => {
    expect(worstCaseUsd(recordTask(question(969), price(4, 1), 10))).toBeCloseTo((1000 * 4) / 1e6, 12);
  });
});
