import { BenchError } from '../harness/bench-error.ts';

/** Something wrong with an input file, said so that its author finds the place. */
export interface Problem {
  readonly file: string;
  /** 1-based. JSONL: the line. CSV: the record, the header being 1. Parquet: the row. Absent when it concerns the file as a whole. */
  readonly row?: number | undefined;
  readonly field?: string | undefined;
  /** What was found and what is allowed. */
  readonly message: string;
  readonly severity: 'error' | 'warning';
  readonly hint?: string | undefined;
}

/**
 * What a reader does about a problem. Reading throws at the first (`throwProblem`); validating collects, and the
 * reader then leaves the row out and goes on.
 */
export type OnProblem = (problem: Problem) => void;

/** @throws {BenchError} for every problem that is an error */
export const throwProblem: OnProblem = (problem) => {
  if (problem.severity === 'error') throw new BenchError(problemText(problem), { hint: problem.hint });
};

/** `outcomes.jsonl, row 12, field "quality": 7 is outside the scale 0..1` */
export function problemText(problem: Problem): string {
  const place = [problem.file];
  if (problem.row !== undefined) place.push(`row ${problem.row}`);
  if (problem.field !== undefined) place.push(`field "${problem.field}"`);
  return `${place.join(', ')}: ${problem.message}`;
}
