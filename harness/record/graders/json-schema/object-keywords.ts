import { z } from 'zod';
import { linearRegex } from '../../../linear-regex.ts';
import { quote } from '../grade.ts';
import { type Check, type Keyword, keyword } from './check.ts';
import { matches } from './scalar-keywords.ts';

const count = z.int().nonnegative();
const names = z.array(z.string());
const byName = z.record(z.string(), z.unknown());

/** The keywords that look into objects. */
export const objectKeywords: Readonly<Record<string, Keyword>> = {
  properties: keyword(byName, (schemas, { compile }) => {
    const checks = Object.entries(schemas).map(
      ([name, schema]) => [name, compile(schema, 'properties', name)] as const,
    );
    return ofObjects((object, walk) => {
      for (const [name, check] of checks) {
        const problem = Object.hasOwn(object, name) ? check(object[name], walk) : undefined;
        if (problem !== undefined) return inField(name, problem);
      }
      return undefined;
    });
  }),
  patternProperties: keyword(byName, (schemas, { compile }) => {
    const checks = Object.entries(schemas).map(
      ([pattern, schema]) => [linearRegex(pattern), compile(schema, 'patternProperties', pattern)] as const,
    );
    return eachField((name, value, walk) => {
      for (const [regex, check] of checks) {
        const problem = matches(regex, name, walk) ? check(value, walk) : undefined;
        if (problem !== undefined) return problem;
      }
      return undefined;
    });
  }),
  additionalProperties: keyword(z.unknown(), (schema, { compile, siblings }) => {
    const check = compile(schema, 'additionalProperties');
    const known = new Set(Object.keys(siblings.properties ?? {}));
    const patterns = Object.keys(siblings.patternProperties ?? {}).map((pattern) => linearRegex(pattern));
    return eachField((name, value, walk) =>
      known.has(name) || patterns.some((regex) => matches(regex, name, walk)) ? undefined : check(value, walk),
    );
  }),
  propertyNames: keyword(z.unknown(), (schema, { compile }) => {
    const check = compile(schema, 'propertyNames');
    return eachField((name, _, walk) => check(name, walk));
  }),
  required: keyword(names, (required) =>
    ofObjects((object) => {
      const missing = required.find((name) => !Object.hasOwn(object, name));
      return missing === undefined ? undefined : `lacks ${quote(missing)}`;
    }),
  ),
  dependentRequired: keyword(z.record(z.string(), names), (dependents) =>
    ofObjects((object) => {
      const wanted = Object.entries(dependents).flatMap(([name, others]) =>
        Object.hasOwn(object, name) ? others : [],
      );
      const missing = wanted.find((name) => !Object.hasOwn(object, name));
      return missing === undefined ? undefined : `lacks ${quote(missing)}`;
    }),
  ),
  minProperties: keyword(count, (least) =>
    ofObjects((object) => (Object.keys(object).length >= least ? undefined : `has less than ${least} fields`)),
  ),
  maxProperties: keyword(count, (most) =>
    ofObjects((object) => (Object.keys(object).length <= most ? undefined : `has more than ${most} fields`)),
  ),
};

type Walk = Parameters<Check>[1];

function ofObjects(check: (object: Readonly<Record<string, unknown>>, walk: Walk) => string | undefined): Check {
  return (value, walk) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? check(value as Readonly<Record<string, unknown>>, walk)
      : undefined;
}

function eachField(check: (name: string, value: unknown, walk: Walk) => string | undefined): Check {
  return ofObjects((object, walk) => {
    for (const [name, value] of Object.entries(object)) {
      const problem = check(name, value, walk);
      if (problem !== undefined) return inField(name, problem);
    }
    return undefined;
  });
}

function inField(name: string, problem: string): string {
  return `.${name.slice(0, 80)} ${problem}`;
}
