import { z } from 'zod';
import { answerPart } from './answer-part.ts';
import { numbersAgree } from './find-numbers.ts';
import { defineGrader, quote, right, wrong } from './grade.ts';
import { toleranceShape } from './numeric.ts';
import { findQuantities, type Quantity } from './quantity/find-quantities.ts';
import type { Unit } from './quantity/parse-unit.ts';

interface Expected extends Quantity {
  readonly unit: Unit;
}

const reference = z.string().transform((text, context): Expected => {
  const [quantity, ...others] = findQuantities(text);
  if (quantity !== undefined && quantity.unit !== undefined && others.length === 0) return quantity as Expected;
  context.addIssue({
    code: 'custom',
    message: `must hold exactly one number with a unit that is known, such as "5 km", but is ${quote(text)}`,
  });
  return z.NEVER;
});

/**
 * The response gives a number with a unit: "5 km" is "5000 m" is "5,000 metres", and "90 km/h" is "25 m/s". Temperatures,
 * currencies and percentages are not converted: the same unit is asked for, under any of its names.
 *
 * Reference: a text with one number and its unit.
 * Options: `absolute` (in the reference's unit), `relative` tolerance (either suffices; default 1e-9); `pick`, which
 * quantity of the reference's dimension counts: `final` (the first after "answer", `\boxed{` or "####", else the last;
 * default), `last`, `first`, `only` (a response with several different ones is wrong); `unit`: `required` (default), or
 * `optional`, where a response without any quantity of that dimension may give a number alone, in the reference's unit.
 */
export const quantity = defineGrader({
  name: 'quantity',
  reference,
  options: z.strictObject({
    ...toleranceShape,
    pick: z.enum(['final', 'last', 'first', 'only']).default('final'),
    unit: z.enum(['required', 'optional']).default('required'),
  }),
  prepare(expected, { absolute, relative, pick, unit }) {
    const inUnit = ({ value, unit: own }: Quantity) =>
      own === undefined ? value : (value * own.factor) / expected.unit.factor;
    const agrees = (found: Quantity) => numbersAgree(inUnit(found), expected.value, absolute, relative);
    const expectedText = quote(expected.text);
    return (response) => {
      const { all, isStated } = candidates(response, expected, unit === 'optional', pick === 'final');
      if (all.length === 0) return wrong(`${quote(response)} gives nothing that can be compared with ${expectedText}`);
      if (pick === 'only' && all.some((found) => inUnit(found) !== inUnit(all[0]!))) {
        return wrong(`${quote(response)} gives several different quantities`);
      }
      const found = pick === 'first' || isStated ? all[0]! : all.at(-1)!;
      return agrees(found)
        ? right(`${quote(found.text)} is the reference ${expectedText}`)
        : wrong(`${quote(found.text)} is not ${expectedText}`);
    };
  },
});

/** Quantities of the expected dimension; where there are none and that is allowed, numbers without a unit. */
function candidates(response: string, { unit }: Expected, mayBeBare: boolean, preferStated: boolean) {
  const stated = preferStated ? answerPart(response) : undefined;
  for (const wanted of mayBeBare ? [unit.dimension, undefined] : [unit.dimension]) {
    for (const part of stated === undefined
      ? [response]
      : [stated.slice(stated.lastIndexOf('=') + 1), stated, response]) {
      const all = findQuantities(part).filter((found) => found.unit?.dimension === wanted);
      if (all.length > 0) return { all, isStated: part !== response };
    }
  }
  return { all: [], isStated: false };
}
