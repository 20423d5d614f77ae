import * as o200k from 'gpt-tokenizer/encoding/o200k_base';
import type { DecisionRecord } from '../decision-record.ts';

type Messages = NonNullable<DecisionRecord['request']>['messages'];

/** Longer words and gaps are counted piece by piece: that is what `prompt.tokens` means. */
const LONGEST_PIECE = 200;
const AS_TEXT = { disallowedSpecial: new Set<string>() };
const SPACES = new Set([...'\t\n\v\f\r \u00a0\u3000\u2028']);
const QUESTION_MARKS = new Set([...'?？؟']);

/** What constraints may ask of a prompt, counted from its messages. Nothing here is shared with what enforces them. */
export function promptFacts(messages: Messages): Readonly<Record<string, () => string | number>> {
  const fromUser = messages.filter(({ role }) => role === 'user');
  const text = (fromUser.at(-1) ?? messages.at(-1))?.content ?? '';
  return {
    text: () => text,
    characters: () => text.length,
    turns: () => fromUser.length,
    words: () => runs(text, (character) => !SPACES.has(character)),
    questions: () => runs(text, (character) => QUESTION_MARKS.has(character)),
    tokens: () => messages.reduce((sum, { content }) => sum + tokensOf(content), 0),
  };
}

/** How many unbroken runs of such characters a text has. */
function runs(text: string, belongs: (character: string) => boolean): number {
  let count = 0;
  let before = false;
  for (const character of text) {
    const now = belongs(character);
    if (now && !before) count += 1;
    before = now;
  }
  return count;
}

function tokensOf(text: string): number {
  let tokens = 0;
  let waiting = '';
  // Words at even places, the gaps between them at odd ones.
  for (const piece of text.split(/(\s+)/)) {
    if (piece.length <= LONGEST_PIECE) {
      waiting += piece;
      continue;
    }
    tokens += o200k.countTokens(waiting, AS_TEXT);
    waiting = '';
    for (let at = 0; at < piece.length; at += LONGEST_PIECE) {
      tokens += o200k.countTokens(piece.slice(at, at + LONGEST_PIECE), AS_TEXT);
    }
  }
  return tokens + o200k.countTokens(waiting, AS_TEXT);
}
