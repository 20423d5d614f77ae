import { z } from 'zod';
import { answerPart } from './answer-part.ts';
import { type FoundNumber, findNumbers, numbersAgree } from './find-numbers.ts';
import { defineGrader, quote, right, wrong } from './grade.ts';

const pick = z.enum(['final', 'last', 'first', 'only']);

export const toleranceShape = {
  /** Largest absolute difference that counts as right. */
  absolute: z.number().min(0).default(1e-9),
  /** Largest difference as a share of the reference: .01 is one per cent. */
  relative: z.number().min(0).default(1e-9),
};

/** A number, or a text with exactly one, such as "1/2" or "$1,234.50". */
export const numberReference = z.union([z.number(), z.string()]).transform((reference, context) => {
  if (typeof reference === 'number') return reference;
  const numbers = findNumbers(reference);
  if (numbers.length === 1) return numbers[0]!.value;
  context.addIssue({ code: 'custom', message: `must hold exactly one number, but is ${quote(reference)}` });
  return z.NEVER;
});

/**
 * The response gives a number. Units, currency signs and a percent sign are ignored: "18%" is 18.
 *
 * Reference: a number, or a text that holds one ("1/2", "1,234.50").
 * Options: `absolute`, `relative` tolerance (either suffices; default 1e-9); `pick`, which number of the response counts:
 * `final` (the one after "answer", `\boxed{` or "####", else the last; default), `last`, `first`, `only` (a response
 * with several different numbers is wrong).
 */
export const numeric = defineGrader({
  name: 'numeric',
  reference: numberReference,
  options: z.strictObject({ ...toleranceShape, pick: pick.default('final') }),
  prepare(expected, { absolute, relative, pick }) {
    return (response) => {
      const number = pickNumber(response, pick);
      if (number === undefined) return wrong(noNumber(response, pick));
      return numbersAgree(number.value, expected, absolute, relative)
        ? right(`${quote(number.text)} is the reference number ${expected}`)
        : wrong(`${quote(number.text)} is not ${expected}`);
    };
  },
});

/** The number that a response gives as its answer; `undefined` where there is none, or no single one for `only`. */
export function pickNumber(response: string, which: z.infer<typeof pick> = 'final'): FoundNumber | undefined {
  if (which === 'final') return finalNumber(response);
  const numbers = findNumbers(response);
  if (which === 'first') return numbers[0];
  if (which === 'only' && numbers.some(({ value }) => value !== numbers[0]!.value)) return undefined;
  return numbers.at(-1);
}

/** After a marker the first number counts ("the answer is 18, as 3 × 6"), but of an equation its right-hand side. */
function finalNumber(response: string): FoundNumber | undefined {
  const stated = answerPart(response);
  if (stated !== undefined) {
    const equals = stated.lastIndexOf('=');
    const number = findNumbers(stated.slice(equals + 1))[0] ?? findNumbers(stated)[0];
    if (number !== undefined) return number;
  }
  return findNumbers(response).at(-1);
}

function noNumber(response: string, which: z.infer<typeof pick>): string {
  return which === 'only' && findNumbers(response).length > 0
    ? `${quote(response)} gives several different numbers`
    : `${quote(response)} gives no number`;
}
