import { z } from 'zod';
import { type Keyword, keyword, type Place } from './check.ts';

const schemas = z.array(z.unknown()).min(1);

/** The keywords that put schemas together. */
export const combiningKeywords: Readonly<Record<string, Keyword>> = {
  allOf: keyword(schemas, (all, place) => {
    const checks = compileAll(all, 'allOf', place);
    return (value, walk) => {
      for (const check of checks) {
        const problem = check(value, walk);
        if (problem !== undefined) return problem;
      }
      return undefined;
    };
  }),
  anyOf: keyword(schemas, (any, place) => {
    const checks = compileAll(any, 'anyOf', place);
    return (value, walk) =>
      checks.some((check) => check(value, walk) === undefined) ? undefined : 'fits none of the schemas of anyOf';
  }),
  oneOf: keyword(schemas, (some, place) => {
    const checks = compileAll(some, 'oneOf', place);
    return (value, walk) => {
      const fitting = checks.filter((check) => check(value, walk) === undefined).length;
      return fitting === 1 ? undefined : `fits ${fitting} of the schemas of oneOf`;
    };
  }),
  not: keyword(z.unknown(), (schema, { compile }) => {
    const check = compile(schema, 'not');
    return (value, walk) => (check(value, walk) === undefined ? 'fits what it must not' : undefined);
  }),
  if: keyword(z.unknown(), (schema, { compile, siblings }) => {
    const check = compile(schema, 'if');
    const [yes, no] = ['then', 'else'].map((name) => compile(siblings[name] ?? true, name));
    return (value, walk) => (check(value, walk) === undefined ? yes! : no!)(value, walk);
  }),
};

function compileAll(schemas: readonly unknown[], name: string, { compile }: Place) {
  return schemas.map((schema, i) => compile(schema, name, String(i)));
}
