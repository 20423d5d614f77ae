/** A text as it is kept: whole, or cut, and then with the number of its characters before. */
export type CutText = string | readonly [text: string, characters: number];

const GAP = ' […] ';
/** Questions stand at the end of long prompts, and results at the end of long answers. */
const HEAD_SHARE = 0.4;

/**
 * The beginning and the end of a text that is longer than `longest`, never half of a surrogate pair at a cut.
 *
 * @param text may have been cut before: its number of characters stays that of the original
 * @param longest in UTF-16 code units
 */
export function cutText(text: CutText, longest: number): CutText {
  const [now, characters] = typeof text === 'string' ? [text, text.length] : text;
  if (now.length <= longest) return text;
  const kept = Math.max(0, longest - GAP.length);
  const head = Math.ceil(kept * HEAD_SHARE);
  const start = now.slice(0, head).replace(/[\uD800-\uDBFF]$/, '');
  const end = now.slice(now.length - (kept - head)).replace(/^[\uDC00-\uDFFF]/, '');
  return [longest <= GAP.length ? '' : start + GAP + (kept === head ? '' : end), characters];
}

/** The part that is left of it. */
export function textOf(text: CutText): string {
  return typeof text === 'string' ? text : text[0];
}
