import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutText, textOf } from './cut-text.ts';

describe('cutText', () => {
  it('keeps beginning and end, and says how long the text was', () => {
    expect(cutText('short', 5)).toBe('short');
    expect(cutText('abcdefghijklmnopqrstuvwxyz', 15)).toEqual(['abcd […] uvwxyz', 26]);
    expect(cutText(['abcdefgh', 99], 8)).toEqual(['abcdefgh', 99]);
    expect(cutText(['abcdefghijklmnop', 99], 9)).toEqual([expect.any(String), 99]);
  });

  it('never exceeds the length, nor leaves half of a character that was whole', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), fc.nat(60), (text, longest) => {
        const cut = textOf(cutText(text, longest));
        expect(cut.length).toBeLessThanOrEqual(longest);
        expect(/\p{Cs}/u.test(cut)).toBe(false);
      }),
    );
  });
});
