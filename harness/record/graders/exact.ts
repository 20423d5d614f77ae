import { z } from 'zod';
import { defineGrader, quote, right, wrong } from './grade.ts';
import { normalizationShape, normalize } from './normalize.ts';

/**
 * The whole response is the answer.
 *
 * Reference: a string, or a list of accepted strings. Both sides are brought to Unicode NFKC, and, unless an option is
 * `false`, case, white space, surrounding punctuation and a leading article are ignored. Trailing white space of a
 * response never counts.
 * Options: `ignoreCase`, `ignoreSpace`, `ignorePunctuation`, `ignoreArticles` (all true).
 */
export const exact = defineGrader({
  name: 'exact',
  reference: z.union([z.string().min(1), z.array(z.string().min(1)).min(1)]),
  options: z.strictObject(normalizationShape),
  prepare(reference, options) {
    const accepted = [reference].flat();
    const normal = new Set(accepted.map((text) => normalize(text, options)));
    const expected = accepted.map(quote).join(' or ');
    return (response) =>
      normal.has(normalize(response, options))
        ? right(`${quote(response)} is the reference answer`)
        : wrong(`${quote(response)} is not ${expected}`);
  },
});
