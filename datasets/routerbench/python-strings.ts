import { BenchError } from '../../harness/bench-error.ts';

/**
 * Reads a Python list literal of strings, as `repr` writes it: `['first', "it's"]`. Only quoted strings with the
 * escapes of `repr` are understood; nothing is evaluated. Linear in the length of the text.
 *
 * @throws {BenchError} naming the offset, on anything else
 */
export function parsePythonStrings(literal: string): string[] {
  const text = literal.trim();
  if (!looksLikePythonStrings(text)) throw unexpected(text, 0);
  const parts: string[] = [];
  let at = skipSpace(text, 1);
  while (text[at] !== ']') {
    const end = stringEnd(text, at);
    parts.push(unescapeBody(text.slice(at + 1, end), at + 1));
    at = skipSpace(text, end + 1);
    if (text[at] === ',') at = skipSpace(text, at + 1);
    else if (text[at] !== ']') throw unexpected(text, at);
  }
  if (at !== text.length - 1) throw unexpected(text, at + 1);
  return parts;
}

/** True for a text that opens like a list of strings, so that a prompt such as "[Instruction] …" is not taken for one. */
export function looksLikePythonStrings(text: string): boolean {
  return /^\[\s*(['"]|\]$)/.test(text) && text.endsWith(']');
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (text[at] === ' ' || text[at] === '\n' || text[at] === '\r' || text[at] === '\t') at += 1;
  return at;
}

/** Offset of the quote that closes the string opened at `at`. */
function stringEnd(text: string, at: number): number {
  const quote = text[at];
  if (quote !== "'" && quote !== '"') throw unexpected(text, at);
  for (let i = at + 1; i < text.length; i++) {
    if (text[i] === '\\') i += 1;
    else if (text[i] === quote) return i;
  }
  throw unexpected(text, text.length);
}

const SHORT_ESCAPES: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['\\', '\\'],
  ["'", "'"],
  ['"', '"'],
  ['a', '\x07'],
  ['b', '\b'],
  ['f', '\f'],
  ['v', '\v'],
  ['0', '\0'],
]);
const ESCAPE = /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([\s\S]))/g;

function unescapeBody(body: string, offset: number): string {
  if (!body.includes('\\')) return body;
  return body.replace(ESCAPE, (match, x, u, U, other, at: number) => {
    const hex = x ?? u ?? U;
    if (hex !== undefined) {
      const code = Number.parseInt(hex, 16);
      if (code <= 0x10ffff) return String.fromCodePoint(code);
    }
    // Python keeps the backslash of an escape that it does not know.
    if (other !== undefined && !'xuU'.includes(other)) return SHORT_ESCAPES.get(other) ?? match;
    throw new BenchError(`a Python string with the broken escape "${match}" at character ${offset + at + 1}`);
  });
}

function unexpected(text: string, at: number): BenchError {
  const found = at < text.length ? `"${text.slice(at, at + 10)}"` : 'the end';
  return new BenchError(`not a Python list of strings: ${found} at character ${at + 1}`);
}
