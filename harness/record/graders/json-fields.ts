import { z } from 'zod';
import { findJsonObjects } from './find-json.ts';
import { findNumbers, numbersAgree } from './find-numbers.ts';
import { defineGrader, type Grade, quote, wrong } from './grade.ts';
import { normalize } from './normalize.ts';
import { toleranceShape } from './numeric.ts';
import { type Json, sameJson } from './same-json.ts';

const comparison = z.enum(['exact', 'normalized', 'numeric', 'set']);
const options = z.strictObject({
  /** How single fields are compared; the default follows the type of the reference value. */
  compare: z.record(z.string(), comparison).default({}),
  credit: z.enum(['share', 'all']).default('share'),
  /** A code fence or prose around the object makes the answer wrong. */
  strict: z.boolean().default(false),
  /** Fields that the reference lacks make the answer wrong. */
  closed: z.boolean().default(false),
  ...toleranceShape,
});
type Options = z.output<typeof options>;

/**
 * The response holds a JSON object with the right fields, in prose or a code fence unless `strict`. Of several objects
 * the last that has any of the fields counts.
 *
 * Reference: an object of field → JSON value, at least one field.
 * Options: `compare`, per field `exact` (same JSON, key order aside), `normalized` (texts as in `exact` the grader),
 * `numeric` (also a number in a text) or `set` (a list in any order); default by the reference's type: text → normalized,
 * number → numeric, list and the rest → exact. `absolute`, `relative` tolerance; `credit`: `share` of the fields (default)
 * or `all`; `strict`, `closed` (false).
 */
export const jsonFields = defineGrader({
  name: 'json-fields',
  reference: z
    .record(z.string(), z.json())
    .refine((fields) => Object.keys(fields).length > 0, 'must have at least one field'),
  options,
  check(reference, { compare }) {
    const unknown = Object.keys(compare).find((field) => !Object.hasOwn(reference, field));
    return unknown && `options.compare: "${unknown}" is none of the fields ${Object.keys(reference).join(', ')}`;
  },
  prepare(reference, options) {
    const fields = Object.entries(reference as Record<string, Json>);
    return (response) => {
      const objects = findJsonObjects(response);
      const object =
        objects.findLast(({ value }) => fields.some(([name]) => Object.hasOwn(value, name))) ?? objects.at(-1);
      if (object === undefined) return wrong(`${quote(response)} holds no JSON object`);
      if (options.strict && !object.bare) return wrong('the JSON object stands in a code fence or among other text');
      return gradeFields(object.value, fields, options);
    };
  },
});

function gradeFields(
  object: Readonly<Record<string, unknown>>,
  fields: readonly [string, Json][],
  options: Options,
): Grade {
  const problems = fields.flatMap(([name, expected]) => {
    if (!Object.hasOwn(object, name)) return [`${quote(name)} is missing`];
    const value = object[name];
    if (fieldAgrees(value, expected, comparisonOf(name, expected, options), options)) return [];
    return [`${quote(name)} is ${show(value)}, not ${show(expected)}`];
  });
  const extra = options.closed ? Object.keys(object).filter((name) => fields.every(([known]) => known !== name)) : [];
  if (extra.length > 0) return wrong(`field ${quote(extra[0]!)} is not asked for`);
  const right = fields.length - problems.length;
  const quality = options.credit === 'share' ? right / fields.length : Number(problems.length === 0);
  return { quality, reason: [`${right} of ${fields.length} fields right`, ...problems.slice(0, 5)].join('; ') };
}

function comparisonOf(name: string, expected: Json, { compare }: Options): z.infer<typeof comparison> {
  if (Object.hasOwn(compare, name)) return compare[name]!;
  if (typeof expected === 'string') return 'normalized';
  return typeof expected === 'number' ? 'numeric' : 'exact';
}

function fieldAgrees(value: unknown, expected: Json, how: z.infer<typeof comparison>, options: Options): boolean {
  switch (how) {
    case 'exact':
      return sameJson(value, expected);
    case 'normalized':
      return isScalar(value) && normalize(String(value)) === normalize(String(expected));
    case 'numeric': {
      const [found, wanted] = [numberOf(value), numberOf(expected)];
      return (
        found !== undefined && wanted !== undefined && numbersAgree(found, wanted, options.absolute, options.relative)
      );
    }
    case 'set':
      return Array.isArray(value) && Array.isArray(expected) && sameSet(value, expected);
  }
}

function numberOf(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string') return undefined;
  const numbers = findNumbers(value);
  return numbers.length === 1 ? numbers[0]!.value : undefined;
}

function sameSet(value: readonly unknown[], expected: readonly Json[]): boolean {
  if (!value.every(isScalar) || !expected.every(isScalar)) return false;
  const found = new Set(value.map((item) => normalize(String(item))));
  const wanted = new Set(expected.map((item) => normalize(String(item))));
  return found.size === wanted.size && [...wanted].every((item) => found.has(item));
}

function isScalar(value: unknown): boolean {
  return value === null || typeof value !== 'object';
}

/** Never recurses into a response. */
function show(value: unknown): string {
  if (typeof value === 'string') return quote(value);
  if (Array.isArray(value)) return `a list of ${value.length}`;
  return isScalar(value) ? String(value) : 'an object';
}
