import { z } from 'zod';
import { saidOf } from '../../bench-error.ts';
import { type LinearRegex, linearRegex } from '../../linear-regex.ts';
import { defineGrader, quote, right, wrong } from './grade.ts';

/**
 * The response matches a pattern in RE2 syntax, in linear time whatever the pattern.
 *
 * Reference: a pattern, or a list of patterns of which one must match.
 * Options: `flags`, any of i, m, s (default none); `match`: `search` (anywhere, default) or `full` (the whole response).
 */
export const regex = defineGrader({
  name: 'regex',
  reference: z.union([z.string().min(1), z.array(z.string().min(1)).min(1)]),
  options: z.strictObject({
    flags: z.string().default(''),
    match: z.enum(['search', 'full']).default('search'),
  }),
  prepare(reference, { flags, match }) {
    const patterns = [reference].flat().map((pattern) => compile(pattern, flags));
    return (response) => {
      const hit = patterns.find((pattern) => (match === 'full' ? pattern.matches(response) : pattern.test(response)));
      return hit === undefined
        ? wrong(`${quote(response)} does not match ${patterns.map(({ pattern }) => quote(pattern)).join(' or ')}`)
        : right(`the response matches ${quote(hit.pattern)}`);
    };
  },
});

function compile(pattern: string, flags: string): LinearRegex {
  return saidOf('grader "regex": reference', () => linearRegex(pattern, flags));
}
