import { describe, expect, it } from 'vitest';
import { countTokens } from '../count-tokens.ts';
import { headAndTail } from './head-and-tail.ts';

describe('head and tail of a text', () => {
  it('are the text itself where it is short enough', () => {
    const text = 'one two three '.repeat(4).trim();
    expect(headAndTail(text, 10, 10)).toBe(text);
  });

  it('hold no more tokens than was asked', () => {
    const text = 'Some ordinary words, with 3 numbers and (marks).\n'.repeat(200);
    const [head, tail] = [256, 256];
    expect(countTokens(headAndTail(text, head, tail))).toBeLessThanOrEqual(head + tail + 1);
    expect(countTokens(headAndTail(text, head, tail))).toBeGreaterThan(0.85 * (head + tail));
  });

  it.each([
    ['letters', 'x'],
    ['spaces', ' '],
    ['emoji', '🧪'],
    ['Chinese', '语'],
  ])('of an endless run of %s take no time and stay short', (_, unit) => {
    const cut = headAndTail(unit.repeat(1_000_000), 256, 256);
    expect(cut.length).toBeLessThan(20_000);
    expect(cut).not.toMatch(/\p{Cs}/u);
  });
});
