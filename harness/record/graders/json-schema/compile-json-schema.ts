import { BenchError } from '../../../bench-error.ts';
import { quote } from '../grade.ts';
import { type Check, deeper, type Keyword, TooMuch, take } from './check.ts';
import { combiningKeywords } from './combining-keywords.ts';
import { listKeywords } from './list-keywords.ts';
import { objectKeywords } from './object-keywords.ts';
import { scalarKeywords } from './scalar-keywords.ts';

const KEYWORDS: ReadonlyMap<string, Keyword> = new Map(
  Object.entries({ ...scalarKeywords, ...listKeywords, ...objectKeywords, ...combiningKeywords }),
);

/** They demand nothing; `then` and `else` are read with `if`. */
const SILENT = new Set(
  [
    '$schema',
    '$id',
    '$comment',
    '$defs',
    'definitions',
    'title',
    'description',
    'default',
    'examples',
    'format',
  ].concat(['deprecated', 'readOnly', 'writeOnly', 'then', 'else']),
);

/** Levels of schemas within schemas, and schemas in all. */
const DEEPEST = 32;
const MOST_SCHEMAS = 10_000;

/**
 * The function that says what is wrong with a JSON value. Reads the common subset of JSON Schema drafts 7 to 2020-12,
 * references to `#`, `#/$defs/…` and `#/definitions/…` included; runs no generated code, and takes a bounded number of
 * steps whatever schema and value.
 *
 * @throws {BenchError} for an unknown keyword, an argument it cannot have, a pattern that RE2 does not know
 */
export function compileJsonSchema(root: unknown): (value: unknown) => string | undefined {
  const targets = new Map<string, Check>();
  const refs: string[] = [];
  let count = 0;
  const compile = (schema: unknown, path: readonly string[]): Check => {
    if (schema === true) return () => undefined;
    if (schema === false) return () => 'is not allowed';
    const place = path.join('.') || 'the schema';
    if (typeof schema !== 'object' || schema === null || Array.isArray(schema)) {
      throw new BenchError(`${place}: an object, true or false is expected`);
    }
    if (path.length > 2 * DEEPEST || ++count > MOST_SCHEMAS) {
      throw new BenchError(`${place.slice(0, 80)}: at most ${DEEPEST} levels and ${MOST_SCHEMAS} schemas are allowed`);
    }
    const siblings = schema as Readonly<Record<string, unknown>>;
    const inside = {
      siblings,
      path: place,
      compile: (inner: unknown, ...more: readonly string[]) => compile(inner, [...path, ...more]),
    };
    const checks = Object.entries(siblings).flatMap(([name, argument]) => {
      if (name === '$ref') return [reference(argument, place)];
      const known = KEYWORDS.get(name);
      if (known !== undefined) return [known.make(parsed(known, argument, `${place}: ${name}`), inside)];
      if (SILENT.has(name)) return [];
      throw new BenchError(
        `${place}: unknown keyword ${quote(name)}; known are $ref, ${[...KEYWORDS.keys()].join(', ')}`,
      );
    });
    return all(checks);
  };
  const reference = (to: unknown, place: string): Check => {
    if (typeof to !== 'string') throw new BenchError(`${place}: $ref: a text is expected`);
    refs.push(to);
    return (value, walk) => targets.get(to)!(value, walk);
  };
  targets.set('#', compile(root, []));
  for (const [path, schema] of definitions(root)) targets.set(`#/${path.join('/')}`, compile(schema, path));
  const lost = refs.find((to) => !targets.has(to));
  if (lost === undefined) return checked(targets.get('#')!);
  throw new BenchError(`$ref ${quote(lost)} leads nowhere; there are ${[...targets.keys()].join(', ')}`);
}

function parsed({ argument }: Keyword, value: unknown, place: string): unknown {
  const result = argument.safeParse(value);
  if (result.success) return result.data;
  const { path, message } = result.error.issues[0]!;
  throw new BenchError(`${[place, ...path].join('.')}: ${message}`);
}

function all(checks: readonly Check[]): Check {
  return (value, walk) => {
    take(walk, 1 + checks.length);
    return deeper(walk, () => {
      for (const check of checks) {
        const problem = check(value, walk);
        if (problem !== undefined) return problem;
      }
      return undefined;
    });
  };
}

function definitions(root: unknown): (readonly [readonly string[], unknown])[] {
  if (typeof root !== 'object' || root === null) return [];
  return ['$defs', 'definitions'].flatMap((place) => {
    const here = (root as Readonly<Record<string, unknown>>)[place];
    return Object.entries(here ?? {}).map(([name, schema]) => [[place, name], schema] as const);
  });
}

function checked(check: Check): (value: unknown) => string | undefined {
  return (value) => {
    try {
      return check(value, { steps: 0, depth: 0 });
    } catch (error) {
      if (error instanceof TooMuch) return error.message;
      throw error;
    }
  };
}
