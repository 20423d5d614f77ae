import { z } from 'zod';
import { defineGrader, quote, wrong } from './grade.ts';
import { normalizationShape, normalize } from './normalize.ts';

const options = z.strictObject({
  ignoreCase: normalizationShape.ignoreCase,
  ignoreSpace: normalizationShape.ignoreSpace,
  /** "cat" is not found in "concatenate". */
  wholeWords: z.boolean().default(false),
  match: z.enum(['all', 'any', 'share']).default('all'),
});

/**
 * The response holds the reference somewhere.
 *
 * Reference: a string or a list of strings.
 * Options: `match` `all` (default), `any`, or `share` (quality is the share found); `ignoreCase`, `ignoreSpace` (true);
 * `wholeWords` (false).
 */
export const contains = defineGrader({
  name: 'contains',
  reference: z.union([z.string().trim().min(1), z.array(z.string().trim().min(1)).min(1)]),
  options,
  prepare(reference, { match, wholeWords, ignoreCase, ignoreSpace }) {
    const ignore = { ignoreCase, ignoreSpace, ignorePunctuation: false, ignoreArticles: false };
    const terms = [reference].flat();
    const needles = terms.map((term) => normalize(term, ignore));
    return (response) => {
      const text = normalize(response, ignore);
      const absent = terms.filter((_, i) => !holds(text, needles[i]!, wholeWords));
      const found = terms.length - absent.length;
      if (match === 'any') {
        return found > 0
          ? { quality: 1, reason: `${found} of ${terms.length} accepted texts found` }
          : wrong(`none of ${terms.map(quote).join(', ')} found`);
      }
      const quality = match === 'share' ? found / terms.length : Number(absent.length === 0);
      const missing = absent.length === 0 ? '' : `; not found: ${absent.map(quote).join(', ')}`;
      return { quality, reason: `${found} of ${terms.length} expected texts found${missing}` };
    };
  },
});

/** Whether `text` holds `term`, as a whole word if asked for. Both already normalised. */
export function holds(text: string, term: string, wholeWords: boolean): boolean {
  if (!wholeWords) return text.includes(term);
  for (let at = text.indexOf(term); at !== -1; at = text.indexOf(term, at + term.length)) {
    if (!isWordAt(text, at - 1, term[0]!) && !isWordAt(text, at + term.length, term.at(-1)!)) return true;
  }
  return false;
}

const WORD = /[\p{L}\p{N}_]/u;

/** True when the character beside the term continues the term's word: both are letters or digits. */
function isWordAt(text: string, at: number, edge: string): boolean {
  const beside = text[at];
  return beside !== undefined && WORD.test(beside) && WORD.test(edge);
}
