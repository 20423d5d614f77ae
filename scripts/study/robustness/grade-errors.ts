import { z } from 'zod';
import {
  judgeErrorSchema,
  labelNoiseSchema,
  type Robustness,
  type Variant,
} from '../../../harness/evaluate/studies/robustness-schema.ts';
import { shippedAgainst } from '../../../harness/evaluate/studies/shipped.ts';
import { withWrongGrades } from '../../../harness/evaluate/studies/wrong-grades.ts';
import { evaluateVariant, fitVariant, variantOf } from './fit-variant.ts';
import type { StudyInput } from './study-input.ts';

/** Shares of grades that are made wrong; 0 is the unchanged run. */
export const ERROR_RATES = [0.05, 0.1, 0.2, 0.4] as const;

const partSchema = z.strictObject({ labelNoise: labelNoiseSchema, judgeError: judgeErrorSchema });

/**
 * Label noise: the grades of train are wrong at a rate, those that choose and measure are right. Judge error: validate is
 * graded wrong at the rate too, as it is where one judge grades all that a team has, and only what is delivered on test is
 * measured right. The two share their fits.
 */
export async function gradeErrors(
  input: StudyInput,
  unchanged: Variant,
): Promise<Pick<Robustness, 'labelNoise' | 'judgeError'>> {
  const labelNoise: Robustness['labelNoise'] = [{ rate: 0, ...unchanged }];
  const judgeError: Robustness['judgeError'] = [{ rate: 0, ships: unchanged.ships }];
  for (const rate of ERROR_RATES) {
    const part = await input.parts.once(`robustness/grades/${rate}`, partSchema, () => wrongAt(input, rate));
    labelNoise.push(part.labelNoise);
    judgeError.push(part.judgeError);
    input.done();
  }
  return { labelNoise, judgeError };
}

async function wrongAt(input: StudyInput, rate: number): Promise<z.infer<typeof partSchema>> {
  const { table, split, seed, base } = input;
  const right = { table, model: base.results.referenceModel };
  const noisy = withWrongGrades(table, Array.from(split.train), rate, seed);
  const { candidates, leftOut } = await fitVariant(input, { table: noisy, split });
  const taught = evaluateVariant(input, { table: noisy, split }, candidates);
  const judged = withWrongGrades(noisy, Array.from(split.validate), rate, seed);
  const misled = evaluateVariant(input, { table: judged, split }, candidates);
  return {
    labelNoise: { rate, ...variantOf(taught, shippedAgainst(taught, table, split, right), leftOut) },
    judgeError: { rate, ships: shippedAgainst(misled, table, split, right) },
  };
}
