import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countTokens, hasLongRun } from './count-tokens.ts';

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

  it('knows of a long word or gap wherever it stands', () => {
    const run = fc.record({
      of: fc.constantFrom('x', ' ', '\n', '\u3000', '漢', '\u{1F600}', '\u0000'),
      length: fc.nat(230),
    });
    fc.assert(
      fc.property(fc.array(run, { maxLength: 6 }), (runs) => {
        const text = runs.map(({ of, length }) => of.repeat(length)).join('');
        expect(hasLongRun(text)).toBe(/\S{201,}|\s{201,}/.test(text));
      }),
      { numRuns: 500 },
    );
  });
});
