import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { graderFor } from './grade-response.ts';
import { compileJsonSchema } from './json-schema/compile-json-schema.ts';

const NAMES = ['a', 'b', 'ab'] as const;
const name = fc.constantFrom(...NAMES);
const small = fc.integer({ min: 0, max: 3 });
const value = fc.letrec((tie) => ({
  any: fc.oneof(
    { maxDepth: 2 },
    fc.constantFrom(null, true, false, 0, 1, 2, 2.5, -1, '', 'a', 'ab', 'b👍'),
    fc.array(tie('any'), { maxLength: 3 }),
    fc.dictionary(name, tie('any'), { maxKeys: 3, noNullPrototype: true }),
  ),
})).any;
const type = fc.constantFrom('null', 'boolean', 'integer', 'number', 'string', 'array', 'object');
const byName = (inner: fc.Arbitrary<unknown>, keys: fc.Arbitrary<string> = name) =>
  fc.dictionary(keys, inner, { maxKeys: 2, noNullPrototype: true });
const schema = fc.letrec((tie) => {
  const inner = fc.oneof({ maxDepth: 2 }, fc.boolean(), tie('object'));
  const list = fc.array(inner, { minLength: 1, maxLength: 2 });
  const some = fc.uniqueArray(name, { maxLength: 2 });
  const keywords: Record<string, fc.Arbitrary<unknown>> = {
    type: fc.oneof(type, fc.uniqueArray(type, { minLength: 1, maxLength: 3 })),
    enum: fc.uniqueArray(value, { minLength: 1, maxLength: 3, selector: (item) => JSON.stringify(item) }),
    const: value,
    minimum: small,
    maximum: small,
    exclusiveMinimum: small,
    exclusiveMaximum: small,
    multipleOf: fc.constantFrom(1, 2),
    minLength: small,
    maxLength: small,
    pattern: fc.constantFrom('^a', 'b$', '^(a|b)*$'),
    prefixItems: list,
    items: inner,
    contains: inner,
    minItems: small,
    maxItems: small,
    uniqueItems: fc.boolean(),
    properties: byName(inner),
    patternProperties: byName(inner, fc.constantFrom('^a', 'b$')),
    additionalProperties: inner,
    propertyNames: inner,
    required: some,
    dependentRequired: byName(some),
    minProperties: small,
    maxProperties: small,
    allOf: list,
    anyOf: list,
    oneOf: list,
    not: inner,
    $ref: fc.constant('#/$defs/one'),
  };
  const pair = fc.oneof(...Object.entries(keywords).map(([key, argument]) => argument.map((drawn) => [[key, drawn]])));
  const condition = fc
    .tuple(inner, inner, inner)
    .map((drawn) => ['if', 'then', 'else'].map((key, i) => [key, drawn[i]]));
  return {
    object: fc
      .array(fc.oneof({ weight: 9, arbitrary: pair }, { weight: 1, arbitrary: condition }), {
        minLength: 1,
        maxLength: 3,
      })
      .map((pairs) => withoutContains(Object.fromEntries(pairs.flat()))),
  };
}).object;

/** Beside `prefixItems`, ajv 8 takes `contains` for satisfied by an empty list, which the specification does not. */
function withoutContains({ contains, ...schema }: Record<string, unknown>): Record<string, unknown> {
  return contains === undefined || Object.hasOwn(schema, 'prefixItems') ? schema : { ...schema, contains };
}

describe('grader json-schema', () => {
  it('agrees with ajv on what is valid', () => {
    const ajv = new Ajv2020({ strict: false, validateSchema: false, validateFormats: false, logger: false });
    fc.assert(
      fc.property(schema, value, value, (drawn, one, other) => {
        const whole = {
          ...(drawn as object),
          $defs: { one: { type: ['string', 'object', 'integer'], not: { const: 1 } } },
        };
        const problemOf = compileJsonSchema(whole);
        const isValid = ajv.compile(whole);
        for (const instance of [one, other]) expect(problemOf(instance) === undefined).toBe(isValid(instance));
      }),
      // A fixed seed: of 10,000 drawn schemas ajv 8 gets one or two wrong, such as a `then` that follows `if: false`.
      { numRuns: 300, seed: 1 },
    );
  });

  it('ends soon where a schema sends a value around for ever, or through very many ways', () => {
    const doubling = Object.fromEntries(
      Array.from({ length: 40 }, (_, i) => [
        `d${i}`,
        { allOf: [{ $ref: `#/$defs/d${i + 1}` }, { $ref: `#/$defs/d${i + 1}` }] },
      ]),
    );
    const schemas = [
      { $ref: '#' },
      { not: { $ref: '#' } },
      { $ref: '#/$defs/d0', $defs: { ...doubling, d40: { type: 'object' } } },
    ];
    for (const reference of schemas) {
      const { quality, reason } = graderFor({ grader: 'json-schema', reference })('{}');
      expect(quality).toBe(0);
      expect(reason).toMatch(/validating (takes|goes) more than/);
    }
  });

  it('follows a schema into an answer of many levels, up to a bound', () => {
    const reference = {
      $defs: { tree: { type: 'array', uniqueItems: true, items: { $ref: '#/$defs/tree' } } },
      $ref: '#/$defs/tree',
    };
    const grade = graderFor({ grader: 'json-schema', reference });
    const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);
    expect(grade(nested(190)).reason).toBe('the JSON is valid');
    expect(grade(nested(100_000)).reason).toMatch(/more than 200 levels/);
  });

  it('tells an empty list from an empty object among unique items', () => {
    const problemOf = compileJsonSchema({ uniqueItems: true });
    expect(problemOf([{}, [], { a: 1, b: 2 }, { a: 1 }])).toBeUndefined();
    expect(
      problemOf([
        { a: 1, b: 2 },
        { b: 2, a: 1 },
      ]),
    ).toBe('has an item twice');
  });

  it('says where the answer is wrong', () => {
    const reference = { properties: { rows: { items: { properties: { n: { maximum: 3 } } } } } };
    expect(graderFor({ grader: 'json-schema', reference })('{"rows": [{"n": 1}, {"n": 4}]}').reason).toBe(
      'the JSON .rows [1] .n is above 3',
    );
  });
});
