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
