import { createRequire } from 'node:module';
import type { RE2JS } from 're2js';
import { BenchError } from './bench-error.ts';

/** A compiled pattern whose time is linear in the text, whatever the pattern: safe for patterns from a config or a file. */
export interface LinearRegex {
  readonly pattern: string;
  /** True when the pattern matches somewhere in `text`. */
  test(text: string): boolean;
  /** True when the pattern matches the whole of `text`. */
  matches(text: string): boolean;
  /** The first match and its groups (`undefined` for a group that took no part), or `undefined`. */
  first(text: string): readonly (string | undefined)[] | undefined;
}

const FLAGS: Readonly<Record<string, 'CASE_INSENSITIVE' | 'MULTILINE' | 'DOTALL'>> = {
  i: 'CASE_INSENSITIVE',
  m: 'MULTILINE',
  s: 'DOTALL',
};
const LONGEST_PATTERN = 10_000;

/**
 * Compiles a pattern in RE2 syntax: no back-references, no look-around.
 *
 * @param flags any of `i` (case), `m` (^ and $ at lines), `s` (dot matches newlines)
 * @throws {BenchError} for a pattern or flag that RE2 does not know, or one too long
 */
export function linearRegex(pattern: string, flags = ''): LinearRegex {
  const compiled = compile(pattern, flagBits(pattern, flags));
  return {
    pattern,
    test: (text) => compiled.test(text),
    matches: (text) => compiled.matches(text),
    first(text) {
      const matcher = compiled.matcher(text);
      if (!matcher.find()) return undefined;
      return Array.from({ length: matcher.groupCount() + 1 }, (_, group) => matcher.group(group) ?? undefined);
    },
  };
}

function flagBits(pattern: string, flags: string): number {
  let bits = 0;
  for (const flag of flags) {
    if (!Object.hasOwn(FLAGS, flag)) {
      throw new BenchError(`regex ${JSON.stringify(pattern)}: unknown flag "${flag}"`, {
        hint: 'Flags are i, m and s.',
      });
    }
    bits |= re2().RE2JS[FLAGS[flag]!];
  }
  return bits;
}

function compile(pattern: string, bits: number): RE2JS {
  if (pattern.length > LONGEST_PATTERN) {
    throw new BenchError(`regex of ${pattern.length} characters: at most ${LONGEST_PATTERN} are allowed`);
  }
  try {
    return re2().RE2JS.compile(pattern, bits);
  } catch (error) {
    if (!(error instanceof re2().RE2JSException)) throw error;
    throw new BenchError(`regex ${JSON.stringify(pattern)}: ${error.message}`, {
      hint: 'Patterns are in RE2 syntax: no back-references and no look-around.',
      cause: error,
    });
  }
}

type Library = typeof import('re2js');
let library: Library | undefined;

/** Loaded where a pattern is compiled: most policies have none. */
function re2(): Library {
  library ??= createRequire(import.meta.url)('re2js') as Library;
  return library;
}
