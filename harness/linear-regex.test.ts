import { describe, expect, it } from 'vitest';
import { BenchError } from './bench-error.ts';
import { linearRegex } from './linear-regex.ts';

describe('linearRegex', () => {
  it('finds, matches whole texts and returns groups', () => {
    const regex = linearRegex('(\\d+)(km)?');
    expect(regex.test('about 12 miles')).toBe(true);
    expect(regex.matches('12 miles')).toBe(false);
    expect(regex.matches('12km')).toBe(true);
    expect(regex.first('about 12 miles')).toEqual(['12', '12', undefined]);
    expect(regex.first('none')).toBeUndefined();
  });

  it('understands the flags i, m and s', () => {
    expect(linearRegex('^b$', 'im').test('a\nB')).toBe(true);
    expect(linearRegex('a.b', 's').test('a\nb')).toBe(true);
    expect(linearRegex('a.b').test('a\nb')).toBe(false);
  });

  it('refuses what would need backtracking, a pattern that is broken or too long, and unknown flags', () => {
    for (const pattern of ['(a)\\1', '(?=a)', '(', 'a{5000}', 'a'.repeat(10_001)]) {
      expect(() => linearRegex(pattern), pattern).toThrow(BenchError);
    }
    expect(() => linearRegex('a', 'g')).toThrow('unknown flag "g"');
  });

  it('does not hang on a pattern made to hang a backtracking matcher', () => {
    expect(linearRegex('^(a+)+$').test(`${'a'.repeat(50_000)}!`)).toBe(false);
  });
});
