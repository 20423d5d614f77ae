import { z } from 'zod';
import { findAnswer } from './find-answer.ts';
import { findNumbers, numbersAgree } from './find-numbers.ts';
import { defineGrader, quote, right, wrong } from './grade.ts';
import { normalize } from './normalize.ts';
import { numberReference, toleranceShape } from './numeric.ts';
import { canonicalPythonLiteral, pythonStringContent } from './python-literal.ts';

const options = z.strictObject({
  compare: z.enum(['exact', 'numeric', 'python-literal']).default('exact'),
  ...toleranceShape,
});
type Options = z.output<typeof options>;

/**
 * The answer that a reasoning response states: the `answer` field of its last JSON object that has one, also when that
 * JSON is broken; else what follows "the answer is", `\boxed{` or "####"; else the whole response.
 *
 * Reference: the answer, a text or a number.
 * Options: `compare`: `exact` (as the grader of that name; default), `numeric` (the number of the answer, or of the
 * right-hand side of its last equation; a choice of several numbers, roots and powers are wrong), `python-literal` (the
 * same Python value; a text may come without its quotes); `absolute`, `relative` tolerance.
 */
export const statedAnswer = defineGrader({
  name: 'stated-answer',
  reference: z.union([z.string().min(1), z.number()]),
  options,
  check(reference, { compare }) {
    if (compare !== 'numeric') return undefined;
    return numberReference.safeParse(reference).error?.issues.map(({ message }) => `reference: ${message}`)[0];
  },
  prepare(reference, options) {
    const agrees = comparison(String(reference), options);
    const expected = quote(String(reference));
    return (response) => {
      const answer = findAnswer(response);
      return agrees(answer)
        ? right(`answer ${quote(answer)} agrees with ${expected}`)
        : wrong(`answer ${quote(answer)} is not ${expected}`);
    };
  },
});

function comparison(reference: string, options: Options): (answer: string) => boolean {
  switch (options.compare) {
    case 'exact': {
      const expected = normalize(reference);
      return (answer) => normalize(answer) === expected;
    }
    case 'numeric': {
      const expected = numberReference.parse(reference);
      return (answer) => {
        const number = answerNumber(answer);
        return number !== undefined && numbersAgree(number, expected, options.absolute, options.relative);
      };
    }
    case 'python-literal': {
      const expected = canonicalPythonLiteral(reference) ?? reference;
      const content = pythonStringContent(reference);
      return (answer) =>
        (canonicalPythonLiteral(answer) ?? answer) === expected ||
        (content !== undefined && isContent(answer, content));
    }
  }
}

/** A text without its quotes, its escapes resolved or not. */
function isContent(answer: string, content: string): boolean {
  return answer === content || pythonStringContent(`'${answer.replaceAll("'", "\\'")}'`) === content;
}

/** Roots, powers, π and products of brackets make another number of the one that stands beside them. */
const FACTOR = /sqrt|√|\\pi\b|π|\^|\)\s?[(/*]/;

function answerNumber(answer: string): number | undefined {
  const side = answer.slice(answer.lastIndexOf('=') + 1).replaceAll(/:00\b/g, '');
  if (FACTOR.test(side)) return undefined;
  const numbers = findNumbers(side);
  const first = numbers[0];
  if (first === undefined || numbers.every(({ value }) => value === first.value)) return first?.value;
  return isFollowedByWord(side, first.text) ? first.value : undefined;
}

/** "34 per month, down from 60" and "6 pizzas (3 of each)" give one answer; "2, 5", "12 or 13" and "6 - 2a" do not. */
function isFollowedByWord(text: string, number: string): boolean {
  const after = text.slice(text.indexOf(number) + number.length).slice(0, 20);
  return /^[.)]?\s(?!and\b|or\b)\p{L}{3,}/iu.test(after);
}
