import { z } from 'zod';
import { BenchError } from '../../bench-error.ts';
import { defineGrader, quote, right, wrong } from './grade.ts';
import { compileJsonSchema } from './json-schema/compile-json-schema.ts';
import { findJsonValues, isDeeper } from './json-schema/find-json-values.ts';

/** Levels of brackets that an answer may have. */
const DEEPEST_ANSWER = 200;

/**
 * The response holds JSON that is valid under a JSON Schema: the response itself, or in a code fence, or an object in
 * prose unless `strict`. Of several the last counts.
 *
 * Reference: a JSON Schema (drafts 7 to 2020-12) without remote references; `format` is an annotation and not checked,
 * patterns are in RE2 syntax, unknown keywords are refused. It is interpreted and never compiled to code, because datasets
 * come from anywhere.
 * Options: `strict` (false): a code fence or prose around the JSON makes the answer wrong.
 */
export const jsonSchema = defineGrader({
  name: 'json-schema',
  reference: z.record(z.string(), z.unknown()).transform((schema, context) => {
    try {
      return compileJsonSchema(schema);
    } catch (error) {
      if (!(error instanceof BenchError)) throw error;
      context.addIssue({ code: 'custom', message: error.message });
      return z.NEVER;
    }
  }),
  options: z.strictObject({ strict: z.boolean().default(false) }),
  prepare(problemOf, { strict }) {
    return (response) => {
      const found = findJsonValues(response).at(-1);
      if (found === undefined) return wrong(`${quote(response)} holds no JSON`);
      if (strict && !found.bare) return wrong('the JSON stands in a code fence or among other text');
      if (isDeeper(found.value, DEEPEST_ANSWER)) return wrong(`the JSON has more than ${DEEPEST_ANSWER} levels`);
      const problem = problemOf(found.value);
      return problem === undefined ? right('the JSON is valid') : wrong(quote(`the JSON ${problem}`).slice(1, -1));
    };
  },
});
