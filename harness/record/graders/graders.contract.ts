import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BenchError } from '../../bench-error.ts';
import type { Grading } from '../../outcome-table.ts';
import { graderFor } from './grade-response.ts';

/** What the shared suite needs to know of one grader. */
export interface GraderCase {
  readonly grading: Grading;
  /** A response that deserves quality 1. */
  readonly perfect: string;
  /** Gradings that must be refused, each with a part of the message. */
  readonly refused: readonly (readonly [Omit<Grading, 'grader'>, RegExp])[];
  /** Responses and their quality, by hand. */
  readonly golden: readonly (readonly [response: string, quality: number, grading?: Omit<Grading, 'grader'>])[];
}

/** What every grader promises. A grader's own test is this and its golden examples. */
export function describeGrader(name: string, { grading, perfect, refused, golden }: GraderCase): void {
  describe(`grader ${name}`, () => {
    const grade = graderFor(grading);

    it('gives the perfect answer quality 1', () => {
      expect(grade(perfect)).toMatchObject({ quality: 1 });
    });

    it('gives an empty response quality 0 and says why', () => {
      for (const response of ['', ' ', '\n\t ']) {
        expect(grade(response)).toEqual({ quality: 0, reason: 'the response is empty' });
      }
    });

    it('grades any text from 0 to 1 with a reason, always the same, trailing white space aside', () => {
      fc.assert(
        fc.property(hostileText(perfect), (response) => {
          const { quality, reason } = grade(response);
          expect(quality >= 0 && quality <= 1).toBe(true);
          expect(reason).not.toBe('');
          expect(reason.length).toBeLessThan(2000);
          expect(graderFor(grading)(response)).toEqual({ quality, reason });
          expect(grade(`${response} \n\t`)).toEqual({ quality, reason });
        }),
        { numRuns: 100 },
      );
    });

    it.each(ADVERSARIES)('takes time linear in the length of %s', (_, unit) => {
      const short = secondsFor(grade, unit, 25_000);
      const long = secondsFor(grade, unit, 100_000);
      // Quadratic time would be 16 times as long; below a second, noise decides.
      expect(long).toBeLessThan(Math.max(1, short * 10));
    });

    it('refuses what it does not accept, naming itself and the field', () => {
      const cases = [...refused, [{ ...grading, options: { typo: 1 } }, /options.*typo/] as const];
      for (const [fields, message] of cases) {
        const prepare = () => graderFor({ ...fields, grader: name });
        expect(prepare).toThrow(BenchError);
        expect(prepare).toThrow(message);
        expect(prepare).toThrow(`grader "${name}"`);
      }
    });

    for (const [response, quality, other = grading] of golden) {
      it(`gives ${JSON.stringify(response)} quality ${quality}`, () => {
        const result = graderFor({ ...other, grader: name })(response);
        expect(result.quality, result.reason).toBeCloseTo(quality, 12);
      });
    }
  });
}

/** Repeated, each has made some regular expression or scanner of the kind used here quadratic. */
const ADVERSARIES: readonly (readonly [string, string])[] = [
  ['one letter', 'a'],
  ['spaces', ' x'.padStart(1000)],
  ['open braces', '{'],
  ['nested lists', '{"answer":['],
  ['quotes', '"\\\'{"'],
  ['digits and commas', '1,111/'],
  ['minus signs', '-'],
  ['answer markers', '"answer": "\\boxed{answer is '],
  ['bullets', '- 1. \n'],
  ['TeX', '\\frac{1}{'],
  ['full stops', '. .'],
  ['expanding ligatures', '\ufdfa'],
];

/** Processor time, so that other processes on the machine do not count. */
function secondsFor(grade: (response: string) => unknown, unit: string, length: number): number {
  const response = unit.repeat(Math.ceil(length / unit.length)).slice(0, length);
  const start = process.cpuUsage();
  grade(`${response}!`);
  return process.cpuUsage(start).user / 1e6;
}

/** Any code point, half a surrogate pair too; fast-check's own table of them takes seconds to make. */
const anyCodePoint = fc.integer({ min: 0, max: 0x10ffff }).map((point) => String.fromCodePoint(point));

function hostileText(perfect: string): fc.Arbitrary<string> {
  const pieces = fc.constantFrom(
    ...['{', '}', '[', ']', '"', "'", '`', '```json\n', '\n', '\\', '$', '-', ',', '1', '½', '/', '.', ' ', 'A', '(B)'],
    ...[
      'answer',
      'answer: ',
      '"answer": ',
      '\\boxed{',
      '####',
      'The answer is ',
      '__proto__',
      'null',
      '\ud800',
      '\u0000',
    ],
    perfect,
  );
  return fc.oneof(fc.string({ unit: anyCodePoint }), fc.string({ unit: pieces }), fc.json());
}
