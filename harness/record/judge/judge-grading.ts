import { z } from 'zod';
import { BenchError } from '../../bench-error.ts';
import type { Grading } from '../../outcome-table.ts';
import type { JudgeQuestion } from './judge.ts';

const judgeOptions = z.strictObject({
  /** What makes an answer to this prompt good, instead of the rubric of the config. */
  rubric: z.string().min(1).optional(),
});

/** True for an example that names the judge as its grader: `{ grader: 'judge', options: { rubric } }`. */
export function isJudged(grading: Grading | undefined): boolean {
  return grading?.grader === 'judge';
}

/**
 * What a grading tells a judge: the rubric of this example, and a correct answer. The reference of another grader is not
 * told, so that the judge's agreement with that grader says what its verdicts are worth where there is no reference.
 *
 * @throws {BenchError} for options that the judge does not know
 */
export function toldToJudge(grading: Grading | undefined): Pick<JudgeQuestion, 'reference' | 'rubric'> {
  if (grading === undefined || !isJudged(grading)) return {};
  const parsed = judgeOptions.safeParse(grading.options ?? {});
  if (!parsed.success) {
    const problems = parsed.error.issues.map(({ path, message }) => `${['options', ...path].join('.')}: ${message}`);
    throw new BenchError(`grader "judge": ${problems.join('; ')}`, {
      hint: 'The one option of a judge is rubric, a text.',
      cause: parsed.error,
    });
  }
  const { reference } = grading;
  const { rubric } = parsed.data;
  return { ...(reference === undefined ? {} : { reference }), ...(rubric === undefined ? {} : { rubric }) };
}
