import type { Example } from '../harness/outcome-table.ts';
import type { Grade, GradeResponse } from '../harness/record/graders/grade.ts';
import { graderFor } from '../harness/record/graders/grade-response.ts';

/** Grades a response to an example that has a `grading`. */
export type GradeExample = (response: string, example: Example) => Grade | Promise<Grade>;

const prepared = new WeakMap<Example, GradeResponse>();

/**
 * The deterministic graders, prepared once for each example.
 *
 * @throws {BenchError} when the example's grading names an unknown grader or what it does not accept
 */
export function gradeExample(response: string, example: Example): Grade {
  let grade = prepared.get(example);
  if (grade === undefined) {
    grade = graderFor(example.grading!);
    prepared.set(example, grade);
  }
  return grade(response);
}
