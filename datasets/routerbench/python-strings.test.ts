import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BenchError } from '../../harness/bench-error.ts';
import { looksLikePythonStrings, parsePythonStrings } from './python-strings.ts';

/** As Python's `repr` writes a string. */
function repr(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const escaped = text
    .replaceAll('\\', '\\\\')
    .replaceAll(quote, `\\${quote}`)
    .replaceAll('\n', '\\n')
    .replaceAll('\r', '\\r')
    .replaceAll('\t', '\\t')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: repr escapes them.
    .replace(/[\x00-\x1f\x7f-\xa0]/g, (c) => `\\x${c.charCodeAt(0).toString(16).padStart(2, '0')}`);
  return quote + escaped + quote;
}

describe('parsePythonStrings', () => {
  it.each([
    ["['one']", ['one']],
    ["['You are…', 'it\\'s', \"it's\"]", ['You are…', "it's", "it's"]],
    ["['a\\nb\\\\n', '\\x41\\u00e9\\U0001F600']", ['a\nb\\n', 'Aé😀']],
    ["[ 'a' ,\n 'b', ]", ['a', 'b']],
    ["['\\d']", ['\\d']],
    ["['']", ['']],
    ['[]', []],
  ])('reads %s', (literal, parts) => {
    expect(parsePythonStrings(literal)).toEqual(parts);
  });

  it('undoes repr for any strings', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: fc.constantFrom(...`ax1'"\\\n\r\t\0\x7f é[],{😀`) }), { maxLength: 4 }),
        (parts) => {
          expect(parsePythonStrings(`[${parts.map(repr).join(', ')}]`)).toEqual(parts);
        },
      ),
      { numRuns: 200 },
    );
  });

  it.each([
    "['a'",
    "['a' 'b']",
    "['a'] + ['b']",
    "['a', __import__('os')]",
    "['a', 1]",
    "['\\x4']",
    "['\\U00ffffff']",
    "'a'",
  ])('refuses %s', (literal) => {
    expect(() => parsePythonStrings(literal)).toThrow(BenchError);
  });

  it('does not take a prompt in brackets for a list', () => {
    expect(looksLikePythonStrings('[Instruction] Answer the question. [/Instruction]')).toBe(false);
  });

  it('takes time linear in the length of the text', () => {
    const literal = `['${'\\\\'.repeat(100_000)}', ${"'x', ".repeat(50_000)}]`;
    expect(parsePythonStrings(literal)).toHaveLength(50_001);
    expect(() => parsePythonStrings(`['${'\\'.repeat(200_001)}']`)).toThrow(BenchError);
  });
});
