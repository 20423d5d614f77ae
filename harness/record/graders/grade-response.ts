import { BenchError } from '../../bench-error.ts';
import { nearest } from '../../nearest-word.ts';
import type { Grading } from '../../outcome-table.ts';
import { isJudged } from '../judge/judge-grading.ts';
import { contains } from './contains.ts';
import { exact } from './exact.ts';
import { type GradeResponse, type Grader, quote } from './grade.ts';
import { instructions } from './instructions.ts';
import { jsonFields } from './json-fields.ts';
import { jsonSchema } from './json-schema.ts';
import { list } from './list.ts';
import { multipleChoice } from './multiple-choice.ts';
import { numeric } from './numeric.ts';
import { quantity } from './quantity.ts';
import { regex } from './regex.ts';
import { set } from './set.ts';
import { statedAnswer } from './stated-answer.ts';
import { zeroevalCompatible } from './zeroeval-compatible.ts';

/** Every grader that a dataset may name. To add one: a file beside this, a line here, a line in its test. */
export const graders: readonly Grader[] = [
  exact,
  multipleChoice,
  numeric,
  quantity,
  contains,
  regex,
  jsonFields,
  jsonSchema,
  set,
  list,
  instructions,
  statedAnswer,
  zeroevalCompatible,
];

/**
 * The function that grades responses to one example. Validates `grading` once; the function it returns never throws.
 *
 * @example graderFor({ grader: 'numeric', reference: 18 })('That makes $18.') // → { quality: 1, reason: '…' }
 * @throws {BenchError} for an unknown grader, one that is a judge, or a reference or option that the grader does not accept
 */
export function graderFor(grading: Grading): GradeResponse {
  if (isJudged(grading)) throw judgeNeeded();
  const grader = graders.find((known) => known.name === grading.grader);
  if (grader === undefined) throw unknownGrader(grading.grader);
  return grader.prepare(grading);
}

/** A judge costs money, so that nothing asks one by the way. */
function judgeNeeded(): BenchError {
  return new BenchError('a judge grades it, and its verdict is not recorded', {
    hint: 'Record the verdicts once: signalbox grade --dataset FOLDER',
  });
}

function unknownGrader(name: string): BenchError {
  const known = graders.map((grader) => grader.name);
  const near = nearest(name.slice(0, 100), known);
  const suggestion = near === undefined ? '' : `Did you mean "${near}"? `;
  return new BenchError(`unknown grader ${quote(name)}`, {
    hint: `${suggestion}Graders are ${known.join(', ')}, judge.`,
  });
}
