import { describe, expect, it } from 'vitest';
import { countTokens } from './count-tokens.ts';

describe('countTokens', () => {
  it('counts nothing for an empty text', () => {
    expect(countTokens('')).toBe(0);
  });

  it('counts common words as one token each', () => {
    expect(countTokens('hello world')).toBe(2);
  });

  it('counts the marker of a special token as the text that it is', () => {
    expect(countTokens('<|endoftext|>')).toBeGreaterThan(1);
  });

  it('counts a very long word in slices, so that its length in tokens grows with its length', () => {
    const once = countTokens('x'.repeat(20_000));
    expect(countTokens('x'.repeat(200_000))).toBe(once * 10);
  });

  it('counts a very long gap in slices too', () => {
    const once = countTokens(' '.repeat(20_000));
    expect(countTokens(' '.repeat(200_000))).toBe(once * 10);
  });
});
