import { z } from 'zod';
import { linearRegex } from '../../../linear-regex.ts';
import { type Json, sameJson } from '../same-json.ts';
import { type Check, type Keyword, keyword, take, type Walk } from './check.ts';

const TYPES = ['null', 'boolean', 'integer', 'number', 'string', 'array', 'object'] as const;
const type = z.enum(TYPES);
const count = z.int().nonnegative();

/** The keywords that look at the type, at the whole value, or at numbers and texts. */
export const scalarKeywords: Readonly<Record<string, Keyword>> = {
  type: keyword(z.union([type, z.array(type).min(1)]), (argument) => {
    const allowed = [argument].flat();
    return (value) =>
      allowed.some((name) => isOfType(value, name)) ? undefined : `is not of type ${allowed.join(', ')}`;
  }),
  enum: keyword(z.array(z.json()).min(1), (values) => oneOf(values as Json[], 'is none of the values of enum')),
  const: keyword(z.json(), (value) => oneOf([value as Json], 'is not the const')),
  minimum: ofNumbers(z.number(), (value, least) => value >= least || `is below ${least}`),
  maximum: ofNumbers(z.number(), (value, most) => value <= most || `is above ${most}`),
  exclusiveMinimum: ofNumbers(z.number(), (value, bound) => value > bound || `is not above ${bound}`),
  exclusiveMaximum: ofNumbers(z.number(), (value, bound) => value < bound || `is not below ${bound}`),
  multipleOf: ofNumbers(z.number().positive(), (value, unit) => isMultiple(value, unit) || `is no multiple of ${unit}`),
  minLength: ofTexts(count, (text, least) => lengthOf(text) >= least || `is shorter than ${least}`),
  maxLength: ofTexts(count, (text, most) => lengthOf(text) <= most || `is longer than ${most}`),
  pattern: keyword(z.string(), (pattern) => {
    const regex = linearRegex(pattern);
    return (value, walk) => {
      if (typeof value !== 'string') return undefined;
      return matches(regex, value, walk) ? undefined : `does not match ${pattern}`;
    };
  }),
};

/** Long texts count as many steps. */
export function matches(regex: { test(text: string): boolean }, text: string, walk: Walk): boolean {
  take(walk, text.length >> 4);
  return regex.test(text);
}

function isOfType(value: unknown, type: (typeof TYPES)[number]): boolean {
  switch (type) {
    case 'null':
      return value === null;
    case 'array':
      return Array.isArray(value);
    case 'object':
      return typeof value === 'object' && value !== null && !Array.isArray(value);
    case 'integer':
      return Number.isInteger(value);
    default:
      return typeof value === type;
  }
}

function oneOf(values: readonly Json[], problem: string): Check {
  return (value, walk) => {
    take(walk, values.length);
    return values.some((allowed) => sameJson(value, allowed)) ? undefined : problem;
  };
}

function ofNumbers(argument: z.ZodType<number>, check: (value: number, argument: number) => true | string): Keyword {
  return keyword(
    argument,
    (bound) => (value) => (typeof value === 'number' ? problemIn(check(value, bound)) : undefined),
  );
}

function ofTexts(argument: z.ZodType<number>, check: (text: string, argument: number) => true | string): Keyword {
  return keyword(
    argument,
    (bound) => (value) => (typeof value === 'string' ? problemIn(check(value, bound)) : undefined),
  );
}

function problemIn(result: true | string): string | undefined {
  return result === true ? undefined : result;
}

/** .3 is a multiple of .1, whatever binary fractions make of it. */
function isMultiple(value: number, unit: number): boolean {
  const times = value / unit;
  return Math.abs(times - Math.round(times)) <= 1e-9 * Math.max(1, Math.abs(times));
}

/** In characters, not in UTF-16 units. */
function lengthOf(text: string): number {
  let length = 0;
  for (const _ of text) length++;
  return length;
}
