/** Control characters, lone surrogates, and the marks that reorder text: a name must not move what stands beside it. */
const UNSAFE = /[\p{Cc}\p{Cs}\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/gu;

const LONGEST = 160;

/**
 * Text from outside (names of models, tasks and datasets, prompts, notes) in one line that can stand in a terminal, a
 * chart or a page: line breaks become spaces, control and direction characters U+FFFD, the rest is cut at `longest`.
 */
export function plainText(text: string, longest = LONGEST): string {
  const flat = text
    .slice(0, 4 * longest)
    .replace(/[\t\n\r]+/g, ' ')
    .replace(UNSAFE, '\ufffd');
  const characters = Array.from(flat);
  return characters.length <= longest && text.length <= 4 * longest
    ? flat
    : `${characters.slice(0, longest - 1).join('')}…`;
}

/** As {@link UNSAFE}, but for text in a block of its own, where line breaks, joiners and marks of direction may stand. */
const UNSAFE_IN_BLOCK = /[\p{Cc}\p{Cs}\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/gu;

/** Text from outside that keeps its lines: for a block of its own, which nothing stands beside. */
export function blockText(text: string, longest = Number.POSITIVE_INFINITY): string {
  const whole = text.length <= longest ? text : `${text.slice(0, longest - 1)}…`;
  return whole
    .replace(/\r\n?/g, '\n')
    .replace(UNSAFE_IN_BLOCK, (one) => (one === '\n' || one === '\t' ? one : '\ufffd'));
}
