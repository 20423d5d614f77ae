import { createRequire } from 'node:module';

/**
 * Byte-pair merging is quadratic in the length of one word or one gap: a hostile prompt of one 200,000-letter word
 * took 39 s.
 */
const LONGEST_RUN = 200;
const LONG_RUN = new RegExp(`\\S{${LONGEST_RUN + 1},}|\\s{${LONGEST_RUN + 1},}`, 'g');
const PLAIN_TEXT = { allowedSpecial: new Set<string>(), disallowedSpecial: new Set<string>() };

/**
 * Tokens of a text by the o200k tokenizer. For models with another tokenizer this is an estimate, and files that
 * carry it say so. Special-token markers in the text count as plain text, and a word or a gap of more than 200
 * characters is counted in slices (prompts are hostile).
 */
export function countTokens(text: string): number {
  if (!hasLongRun(text)) return countOrdinary(text);
  let tokens = 0;
  let counted = 0;
  for (const { 0: run, index } of text.matchAll(LONG_RUN)) {
    // What stands between long runs is counted by itself: joined, it could make a long run again.
    tokens += countOrdinary(text.slice(counted, index)) + countInSlices(run);
    counted = index + run.length;
  }
  return tokens + countOrdinary(text.slice(counted));
}

/**
 * Whether a word or a gap of more than 200 characters stands in a text. Such a run covers one of every 201 places, and nothing
 * but these and what surrounds them is looked at: a search by pattern took a third of the time of counting.
 */
export function hasLongRun(text: string): boolean {
  for (let at = LONGEST_RUN; at < text.length; at += LONGEST_RUN + 1) {
    const gap = isGap(text, at);
    let start = at;
    let end = at + 1;
    while (start > 0 && end - start <= LONGEST_RUN && isGap(text, start - 1) === gap) start--;
    while (end < text.length && end - start <= LONGEST_RUN && isGap(text, end) === gap) end++;
    if (end - start > LONGEST_RUN) return true;
  }
  return false;
}

function isGap(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  // Printable ASCII is most of what there is.
  return code > 32 && code < 127 ? false : code === 32 || /\s/.test(text[at]!);
}

function countInSlices(run: string): number {
  let tokens = 0;
  for (let at = 0; at < run.length; at += LONGEST_RUN) tokens += countOrdinary(run.slice(at, at + LONGEST_RUN));
  return tokens;
}

function countOrdinary(text: string): number {
  return text === '' ? 0 : o200k().countTokens(text, PLAIN_TEXT);
}

type Tokenizer = typeof import('gpt-tokenizer/encoding/o200k_base');
let tokenizer: Tokenizer | undefined;

/** Loaded where something is counted: that takes half a second, and most commands count nothing. */
function o200k(): Tokenizer {
  tokenizer ??= createRequire(import.meta.url)('gpt-tokenizer/encoding/o200k_base') as Tokenizer;
  return tokenizer;
}
