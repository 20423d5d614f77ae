import { splitFigures } from '../../harness/evaluate/studies/split-figures.ts';
import { splitRun } from '../../harness/evaluate/studies/split-run.ts';
import type { SplitRun, Splits } from '../../harness/evaluate/studies/splits-schema.ts';
import type { FinishedParts } from './finished-parts.ts';
import { ownFitter, type SplitFitter } from './split-fitters.ts';
import { type SplitPart, splitPartSchema } from './split-part.ts';
import type { StudyProgress, StudySetting } from './study-setting.ts';

/**
 * The whole bench over again with the seeds that follow the run's own: another split, other folds, other draws. The figures of
 * each are those of `signalbox bench --seed`.
 *
 * @param seeds how many, the run's own among them
 * @param fitters share the seeds, and are closed in the end; the result is the same for any of them
 */
export async function studySplits(
  setting: StudySetting,
  seeds: number,
  parts: FinishedParts,
  progress: StudyProgress,
  fitters: readonly SplitFitter[] = [ownFitter(setting)],
): Promise<Splits | { undefined: string }> {
  const { config, base } = setting;
  if (config.split?.order === 'time') {
    return { undefined: 'because the split is ordered by time, and there is only one such split' };
  }
  const others = Array.from({ length: seeds - 1 }, (_, i) => config.seed + 1 + i);
  const made = await fitAll(others, fitters, parts, (done) => progress(1 + done, seeds));
  const runs: SplitRun[] = [splitRun(base.results)];
  const failed: Splits['failed'] = [];
  for (const seed of others) {
    const run = made.get(seed)!;
    if ('undefined' in run) failed.push({ seed, why: run.undefined });
    else runs.push(run);
  }
  return splitFigures(runs, failed);
}

/** Each fitter takes the next seed when it has finished one. */
async function fitAll(
  seeds: readonly number[],
  fitters: readonly SplitFitter[],
  parts: FinishedParts,
  progress: (done: number) => void,
): Promise<ReadonlyMap<number, SplitPart>> {
  const made = new Map<number, SplitPart>();
  const left = [...seeds];
  progress(0);
  try {
    await Promise.all(
      fitters.map(async (fitter) => {
        for (let seed = left.shift(); seed !== undefined; seed = left.shift()) {
          const own = seed;
          made.set(own, await parts.once(`splits/${own}`, splitPartSchema, () => fitter.fit(own)));
          progress(made.size);
        }
      }),
    );
  } finally {
    await Promise.all(fitters.map((fitter) => fitter.close()));
  }
  return made;
}
