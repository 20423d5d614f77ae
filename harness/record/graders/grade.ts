import type { z } from 'zod';
import { BenchError } from '../../bench-error.ts';
import type { Grading } from '../../outcome-table.ts';

/** The verdict on one response. */
export interface Grade {
  /** 0..1 */
  readonly quality: number;
  /** For people: what was found and what was expected. Never empty. */
  readonly reason: string;
}

/** Grades any string without throwing; the same response always gets the same grade. */
export type GradeResponse = (response: string) => Grade;

/**
 * A deterministic way of grading. `prepare` validates the reference and the options once; what it returns grades any
 * number of responses in time linear in their length.
 */
export interface Grader {
  readonly name: string;
  /** The schemas of what a `Grading` of this grader holds, for documentation and JSON Schema. */
  readonly reference: z.ZodType;
  readonly options: z.ZodType;
  /** @throws {BenchError} naming the grader, the field and what it may be */
  prepare(grading: Grading): GradeResponse;
}

/** What the author of a grader writes: schemas, and a function of what they parsed. */
interface GraderDefinition<R extends z.ZodType, O extends z.ZodType> {
  readonly name: string;
  readonly reference: R;
  readonly options: O;
  /** What is wrong with reference and options together, if anything. */
  check?(reference: z.output<R>, options: z.output<O>): string | undefined;
  /** Responses arrive without trailing whitespace and are never empty. */
  prepare(reference: z.output<R>, options: z.output<O>): GradeResponse;
}

/** Makes a grader: validation before it, the empty response and trailing whitespace dealt with once for all. */
export function defineGrader<R extends z.ZodType, O extends z.ZodType>(definition: GraderDefinition<R, O>): Grader {
  const { name, reference, options } = definition;
  return {
    name,
    reference,
    options,
    prepare(grading) {
      const parsedReference = parseField(reference, grading.reference, name, 'reference');
      const parsedOptions = parseField(options, grading.options ?? {}, name, 'options');
      const problem = definition.check?.(parsedReference, parsedOptions);
      if (problem !== undefined) throw refusal(name, problem);
      const grade = definition.prepare(parsedReference, parsedOptions);
      return (response) => {
        const text = response.trimEnd();
        return text === '' ? wrong('the response is empty') : grade(text);
      };
    },
  };
}

/** Quality 1. */
export function right(reason: string): Grade {
  return { quality: 1, reason };
}

/** Quality 0. */
export function wrong(reason: string): Grade {
  return { quality: 0, reason };
}

/** A text in quotes on one line, shortened to about 80 characters: reasons stay readable whatever a response holds. */
export function quote(text: string): string {
  return JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}…` : text);
}

function parseField<T extends z.ZodType>(schema: T, value: unknown, grader: string, field: string): z.output<T> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => `${[field, ...issue.path].join('.')}: ${issue.message}`);
  throw refusal(grader, problems.join('; '), parsed.error);
}

function refusal(grader: string, problem: string, cause?: unknown): BenchError {
  return new BenchError(`grader "${grader}": ${problem}`, {
    hint: `harness/record/graders/${grader}.ts says what it accepts.`,
    cause,
  });
}
