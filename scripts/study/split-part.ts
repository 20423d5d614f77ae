import { z } from 'zod';
import { whySchema } from '../../harness/evaluate/studies/ships-schema.ts';
import { splitRun } from '../../harness/evaluate/studies/split-run.ts';
import { splitRunSchema } from '../../harness/evaluate/studies/splits-schema.ts';
import { splitPool } from '../bench/prepare-data.ts';
import { evaluateSplit, orWhy } from './evaluate-split.ts';
import type { StudyData } from './study-setting.ts';

/** What the bench says on the split of one seed, or why there is nothing to say. */
export const splitPartSchema = z.union([splitRunSchema, whySchema]);
export type SplitPart = z.infer<typeof splitPartSchema>;

/** The whole bench over again with another seed. Pure: the same in any process. */
export function fitSplit(setting: StudyData, seed: number): Promise<SplitPart> {
  const { config, data } = setting;
  return orWhy(async () =>
    splitRun((await evaluateSplit(setting, splitPool(data, { ...config, seed }), seed)).results),
  );
}
