import { z } from 'zod';

/** What does not count when two short answers are compared; `false` makes a difference count. */
export const normalizationShape = {
  /** Upper and lower case are the same. */
  ignoreCase: z.boolean().default(true),
  /** Runs of white space are one space, and none at the ends. */
  ignoreSpace: z.boolean().default(true),
  /** Quotes, brackets, Markdown marks and punctuation around the answer do not count. */
  ignorePunctuation: z.boolean().default(true),
  /** A leading "a", "an" or "the" does not count. */
  ignoreArticles: z.boolean().default(true),
};

export type Normalization = z.output<z.ZodObject<typeof normalizationShape>>;

export const IGNORE_ALL: Normalization = z.strictObject(normalizationShape).parse({});

const OPENING = new Set('"\'`‘“«‹„([{<*_#~¿¡');
const CLOSING = new Set('"\'`’”»›“)]}>*_#~.,;:!?…。、！？');

/** The form in which two short answers are compared: always Unicode NFKC, then whatever `ignore` says. */
export function normalize(text: string, ignore: Normalization = IGNORE_ALL): string {
  let out = text.normalize('NFKC').trimEnd();
  if (ignore.ignoreCase) out = out.toLowerCase();
  if (ignore.ignoreSpace) out = out.replace(/\s+/g, ' ').trim();
  if (ignore.ignorePunctuation) out = withoutSurroundings(out);
  if (ignore.ignoreArticles) out = out.replace(/^(?:an?|the)\s+(?=\S)/i, '');
  return out;
}

/** An answer that is nothing but punctuation is kept: it may be the answer. */
function withoutSurroundings(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && (OPENING.has(text[start]!) || text[start] === ' ')) start++;
  while (end > start && (CLOSING.has(text[end - 1]!) || text[end - 1] === ' ')) end--;
  return start === end ? text : text.slice(start, end);
}
