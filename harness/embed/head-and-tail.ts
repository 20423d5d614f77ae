import { countTokens } from '../count-tokens.ts';

/** Words with the white space before them, in pieces of bounded length: a hostile text is one endless word. */
const PIECE = /\s{0,64}\S{1,64}|\s{1,64}/gu;
/** More characters than any `tokens` o200k tokens of ordinary text have: bounds the work on the end of a huge text. */
const CHARACTERS_PER_TOKEN = 16;

/**
 * The first `head` and the last `tail` tokens of a text (o200k, in whole words), joined by a newline; a text of at
 * most `head + tail` tokens as it is. Its time does not grow with the length of the text.
 */
export function headAndTail(text: string, head: number, tail: number): string {
  const limit = head + tail;
  // No token is shorter than a byte and no UTF-16 unit longer than three: short prompts are done here,
  if (text.length * 3 <= limit) return text;
  // and ordinary ones here, by counting once instead of word by word.
  if (text.length <= limit * CHARACTERS_PER_TOKEN && countTokens(text) <= limit) return text;
  let tokens = 0;
  let headEnd = 0;
  for (const piece of text.matchAll(PIECE)) {
    tokens += countTokens(piece[0]);
    if (tokens <= head) headEnd = piece.index + piece[0].length;
    if (tokens > limit) return `${text.slice(0, headEnd)}\n${lastTokens(text, headEnd, tail)}`;
  }
  return text;
}

function lastTokens(text: string, from: number, tail: number): string {
  const start = Math.max(from, text.length - tail * CHARACTERS_PER_TOKEN);
  const pieces = [...text.slice(start).matchAll(PIECE)];
  let tokens = 0;
  let first = pieces.length;
  while (first > 0) {
    tokens += countTokens(pieces[first - 1]![0]);
    if (tokens > tail) break;
    first--;
  }
  return pieces
    .slice(first)
    .map((piece) => piece[0])
    .join('')
    .trimStart();
}
