import { answerPart } from '../graders/answer-part.ts';
import { findNumbers } from '../graders/find-numbers.ts';
import { normalize } from '../graders/normalize.ts';

/** A text longer than this is no answer that another sample would repeat word by word. */
const SHORT = 200;

/**
 * Share of `samples` that give the same answer as `answer`: what stands after an answer marker ("the answer is", `####`,
 * `\boxed{}`), else the last number, else the whole text. Case, white space and surrounding punctuation do not count.
 *
 * @param samples at least one
 * @returns 0..1
 */
export function agreement(answer: string, samples: readonly string[]): number {
  const stated = statedAnswer(answer);
  return samples.filter((sample) => statedAnswer(sample) === stated).length / samples.length;
}

function statedAnswer(text: string): string {
  const part = answerPart(text);
  if (part !== undefined) return comparable(part);
  const number = text.length > SHORT ? findNumbers(text).at(-1) : undefined;
  return number === undefined ? comparable(text) : String(number.value);
}

/** Short answers that are one number are compared as numbers: "1,200" is "1200". */
function comparable(text: string): string {
  const numbers = text.length <= SHORT ? findNumbers(text) : [];
  return numbers.length === 1 ? String(numbers[0]!.value) : normalize(text);
}
