import { countTokens as countO200k } from 'gpt-tokenizer/encoding/o200k_base';

/** Byte-pair merging is quadratic in the length of one word: a hostile prompt of one 200,000-letter word took 39 s. */
const LONGEST_WORD = 200;
const LONG_WORD = new RegExp(`\\S{${LONGEST_WORD + 1},}`, 'g');
const PLAIN_TEXT = { allowedSpecial: new Set<string>(), disallowedSpecial: new Set<string>() };

/**
 * Tokens of a text by the o200k tokenizer. For models with another tokenizer this is an estimate, and files that
 * carry it say so. Special-token markers in the text count as plain text, and a word of more than 200 characters is
 * counted in slices (prompts are hostile).
 */
export function countTokens(text: string): number {
  if (text === '') return 0;
  let tokens = 0;
  const rest = text.replace(LONG_WORD, (word) => {
    for (let at = 0; at < word.length; at += LONGEST_WORD) {
      tokens += countO200k(word.slice(at, at + LONGEST_WORD), PLAIN_TEXT);
    }
    return '';
  });
  return tokens + countO200k(rest, PLAIN_TEXT);
}
