import { countTokens as countO200k } from 'gpt-tokenizer/encoding/o200k_base';

/**
 * Tokens of a text by the o200k tokenizer. For models with another tokenizer this is an estimate, and files that
 * carry it say so. Special-token markers in the text count as plain text: prompts are hostile.
 */
export function countTokens(text: string): number {
  return text === '' ? 0 : countO200k(text, { allowedSpecial: new Set(), disallowedSpecial: new Set() });
}
