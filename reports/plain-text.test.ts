import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainText } from './plain-text.ts';

describe('plainText', () => {
  it('replaces control characters and marks that reorder text, and flattens line breaks', () => {
    expect(plainText('a\u001b[31mb\u202ec\u2066d\r\n\te')).toBe('a\ufffd[31mb\ufffdc\ufffdd e');
  });

  it('keeps ordinary text of any language', () => {
    expect(plainText('Größe 数学 мир 😀')).toBe('Größe 数学 мир 😀');
  });

  it('cuts long text and says so, without splitting a character', () => {
    expect(plainText('😀'.repeat(300), 5)).toBe('😀😀😀😀…');
  });

  it('changes nothing the second time', () => {
    const anything = fc.array(fc.integer({ min: 0, max: 0xffff })).map((units) => String.fromCharCode(...units));
    fc.assert(fc.property(anything, (text) => plainText(plainText(text)) === plainText(text)));
  });
});
