import { z } from 'zod';
import { whySchema } from '../../harness/evaluate/studies/ships-schema.ts';
import { splitFigures } from '../../harness/evaluate/studies/split-figures.ts';
import { splitRun } from '../../harness/evaluate/studies/split-run.ts';
import { type SplitRun, type Splits, splitRunSchema } from '../../harness/evaluate/studies/splits-schema.ts';
import { splitPool } from '../bench/prepare-data.ts';
import { evaluateSplit, orWhy } from './evaluate-split.ts';
import type { FinishedParts } from './finished-parts.ts';
import type { StudyProgress, StudySetting } from './study-setting.ts';

const partSchema = z.union([splitRunSchema, whySchema]);

/**
 * The whole bench over again with the seeds that follow the run's own: another split, other folds, other draws. The figures of
 * each are those of `signalbox bench --seed`.
 *
 * @param seeds how many, the run's own among them
 */
export async function studySplits(
  setting: StudySetting,
  seeds: number,
  parts: FinishedParts,
  progress: StudyProgress,
): Promise<Splits | { undefined: string }> {
  const { config, base, data } = setting;
  if (config.split?.order === 'time') {
    return { undefined: 'because the split is ordered by time, and there is only one such split' };
  }
  const runs: SplitRun[] = [splitRun(base.results)];
  const failed: Splits['failed'] = [];
  for (let i = 1; i < seeds; i++) {
    progress(i, seeds);
    const seed = config.seed + i;
    const run = await parts.once(`splits/${seed}`, partSchema, () =>
      orWhy(async () => splitRun((await evaluateSplit(setting, splitPool(data, { ...config, seed }), seed)).results)),
    );
    if ('undefined' in run) failed.push({ seed, why: run.undefined });
    else runs.push(run);
  }
  progress(seeds, seeds);
  return splitFigures(runs, failed);
}
