import { z } from 'zod';
import { parseObject } from './find-json.ts';
import { defineGrader, quote, right, wrong } from './grade.ts';

const options = z.strictObject({
  compare: z.enum(['number', 'text']),
  /** ZeroEval looks for `\boxed{}` only in responses of Llama-3.1 models. */
  boxed: z.boolean().default(false),
});

/**
 * The rule behind the accuracies that ZeroEval (github.com/WildEval/ZeroEval at 8c1485e) publishes, crude as it is: it
 * reproduces all 42 of them, and exists to compare with them. `stated-answer` is the rule to use otherwise.
 *
 * Reference: the answer, a text. Options: `compare`, required: `number` (GSM, MATH: first numbers equal) or `text`
 * (CRUX: equal once quotes are stripped); `boxed` (false): a `\boxed{word}` in the last 30 characters counts.
 */
export const zeroevalCompatible = defineGrader({
  name: 'zeroeval-compatible',
  reference: z.string().min(1),
  options,
  prepare(reference, { compare, boxed }) {
    const agree = compare === 'number' ? numbersAgree : textsAgree;
    return (response) => {
      const answer = (boxed ? boxedAnswer(response) : undefined) ?? fieldAnswer(response);
      if (answer === undefined) return wrong('no answer field found');
      return agree(answer, reference)
        ? right(`answer ${quote(answer)} agrees with ${quote(reference)}`)
        : wrong(`answer ${quote(answer)} is not ${quote(reference)}`);
    };
  },
});

function boxedAnswer(response: string): string | undefined {
  return /\\boxed\{(\w+)\}/.exec(response.slice(-30))?.[1];
}

function fieldAnswer(response: string): string | undefined {
  const object = firstCompleteObject(response);
  if (object !== undefined && Object.hasOwn(object, 'answer')) return pythonText(object.answer);
  const match =
    /"answer"\s*:\s*"([^"]*)"/.exec(response) ??
    /"answer"\s*:\s*([^,\s]*)/.exec(response) ??
    /answer\s*:\s*([^,\s]*)/.exec(response);
  return match?.[1];
}

/** From the first `{` to the brace that closes it, braces inside strings counted too. */
function firstCompleteObject(response: string): Readonly<Record<string, unknown>> | undefined {
  const start = response.indexOf('{');
  let depth = 0;
  for (let at = start; at !== -1 && at < response.length; at++) {
    if (response[at] === '{') depth++;
    else if (response[at] === '}' && --depth === 0) {
      return parseObject(response.slice(start, at + 1).replaceAll('\n', ''));
    }
  }
  return undefined;
}

/** No answer of the data is nested deeper; a hostile one may be. */
const DEEPEST = 20;

/** What Python's `str` makes of a JSON value. */
function pythonText(value: unknown): string {
  return typeof value === 'string' ? value : pythonLiteral(value, 0);
}

function pythonLiteral(value: unknown, depth: number): string {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'string') return value.includes("'") ? `"${value}"` : `'${value}'`;
  if (typeof value !== 'object') return String(value);
  if (depth === DEEPEST) return '…';
  if (Array.isArray(value)) return `[${value.map((item) => pythonLiteral(item, depth + 1)).join(', ')}]`;
  const fields = Object.entries(value as object);
  return `{${fields.map(([key, item]) => `'${key}': ${pythonLiteral(item, depth + 1)}`).join(', ')}}`;
}

const FIRST_NUMBER = /-?\d+(?:\.\d+)?/;

function numbersAgree(answer: string, reference: string): boolean {
  const [given, wanted] = [plainNumber(answer), plainNumber(reference)];
  if (given === wanted) return true;
  const [first, expected] = [FIRST_NUMBER.exec(given), FIRST_NUMBER.exec(wanted)];
  return first !== null && expected !== null && Number(first[0]) === Number(expected[0]);
}

function plainNumber(text: string): string {
  const plain = text.replaceAll('$', '').replaceAll(',', '').trim();
  const fraction = /^(-?\d+(?:\.\d+)?)\s*\/\s*(-?\d+(?:\.\d+)?)$/.exec(plain);
  return fraction === null ? plain : String(Number(fraction[1]) / Number(fraction[2]));
}

function textsAgree(answer: string, reference: string): boolean {
  return withoutQuotes(answer) === withoutQuotes(reference);
}

function withoutQuotes(text: string): string {
  return text
    .replaceAll('\n', '\\n')
    .replace(/^['"]+/, '')
    .replace(/(?<!['"])['"]+$/, '');
}
