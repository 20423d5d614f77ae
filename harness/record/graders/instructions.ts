import { z } from 'zod';
import { parseJson } from './find-json.ts';
import { defineGrader, quote } from './grade.ts';
import { normalize } from './normalize.ts';

const count = z.int().min(0);
const text = z.string().min(1);
const counted = z.enum(['words', 'sentences', 'lines', 'bullets', 'characters']);

/** One thing that can be checked without knowing the language of the response. */
const check = z.discriminatedUnion('check', [
  z.strictObject({ check: counted, min: count.optional(), max: count.optional() }),
  z.strictObject({ check: z.literal('starts-with'), text }),
  z.strictObject({ check: z.literal('ends-with'), text }),
  z.strictObject({ check: z.literal('contains'), text, min: count.optional() }),
  z.strictObject({ check: z.literal('forbids'), text }),
  z.strictObject({ check: z.literal('lower-case') }),
  z.strictObject({ check: z.literal('upper-case') }),
  z.strictObject({ check: z.literal('json') }),
]);
export type InstructionCheck = z.infer<typeof check>;

/**
 * The response does as it was told, in the spirit of IFEval (arXiv 2311.07911).
 *
 * Reference: a list of checks. With `min` and/or `max`: `words`, `sentences`, `lines` (not blank), `bullets`, `characters`.
 * With `text`, case ignored: `starts-with`, `ends-with`, `contains` (at least `min` times, default 1), `forbids`.
 * Alone: `lower-case`, `upper-case` (no letter of the other case), `json` (nothing but JSON, no code fence).
 * Options: `credit`: `share` of the checks satisfied (default) or `all`.
 *
 * @example { grader: 'instructions', reference: [{ check: 'words', max: 50 }, { check: 'contains', text: 'refund' }] }
 */
export const instructions = defineGrader({
  name: 'instructions',
  reference: z.array(check).min(1),
  options: z.strictObject({ credit: z.enum(['share', 'all']).default('share') }),
  check(checks) {
    const idle = checks.find(
      (check) => counted.safeParse(check.check).success && !('min' in check) && !('max' in check),
    );
    return idle && `reference: "${idle.check}" needs min, max or both`;
  },
  prepare(checks, { credit }) {
    return (response) => {
      const broken = checks.flatMap((check) => complaint(check, response) ?? []);
      const kept = checks.length - broken.length;
      return {
        quality: credit === 'share' ? kept / checks.length : Number(broken.length === 0),
        reason: [`${kept} of ${checks.length} instructions followed`, ...broken].join('; '),
      };
    };
  },
});

/** What is wrong with `response`, or `undefined` when it passes. */
function complaint(check: InstructionCheck, response: string): string | undefined {
  switch (check.check) {
    case 'words':
    case 'sentences':
    case 'lines':
    case 'bullets':
    case 'characters':
      return outside(COUNT[check.check](response), check.check, check.min, check.max);
    case 'starts-with':
      return folded(response).trimStart().startsWith(folded(check.text))
        ? undefined
        : `does not start with ${quote(check.text)}`;
    case 'ends-with':
      return folded(response).endsWith(folded(check.text)) ? undefined : `does not end with ${quote(check.text)}`;
    case 'contains':
      return outside(
        occurrences(response, check.text),
        `occurrences of ${quote(check.text)}`,
        check.min ?? 1,
        undefined,
      );
    case 'forbids':
      return outside(occurrences(response, check.text), `occurrences of ${quote(check.text)}`, undefined, 0);
    case 'lower-case':
      return /\p{Lu}/u.test(response) ? 'has capital letters' : undefined;
    case 'upper-case':
      return /\p{Ll}/u.test(response) ? 'has small letters' : undefined;
    case 'json':
      return parseJson(response) === undefined ? 'is not JSON and nothing else' : undefined;
  }
}

const COUNT: Readonly<Record<z.infer<typeof counted>, (text: string) => number>> = {
  /** Runs of non-space with a letter or digit in them. */
  words: (text) => text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length,
  /** Ends: . ! ? … 。！？ before white space or the end, and blank lines; an abbreviation's full stop counts as one. */
  sentences: (text) => text.split(/[.!?…](?=["'”’)\]*_]{0,3}(?:\s|$))|[。！？]|\n[ \t]*\n/u).filter(hasText).length,
  lines: (text) => text.split('\n').filter(hasText).length,
  bullets: (text) => text.split('\n').filter((line) => /^\s{0,40}(?:[-*•+]|\d{1,3}[.)])\s+\S/.test(line)).length,
  characters: (text) => [...text].length,
};

function hasText(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text);
}

function outside(found: number, what: string, min: number | undefined, max: number | undefined): string | undefined {
  if (min !== undefined && found < min) return `${found} ${what}, at least ${min} asked for`;
  if (max !== undefined && found > max) return `${found} ${what}, at most ${max} allowed`;
  return undefined;
}

function folded(text: string): string {
  return normalize(text, { ignoreCase: true, ignoreSpace: false, ignorePunctuation: false, ignoreArticles: false });
}

function occurrences(text: string, term: string): number {
  return folded(text).split(folded(term)).length - 1;
}
