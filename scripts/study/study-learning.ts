import { z } from 'zod';
import { HALF, type LearningPoint, learningFigures } from '../../harness/evaluate/studies/learning-figures.ts';
import { learningFit } from '../../harness/evaluate/studies/learning-fit.ts';
import { type Learning, type LearningFit, learningFitSchema } from '../../harness/evaluate/studies/learning-schema.ts';
import { whySchema } from '../../harness/evaluate/studies/ships-schema.ts';
import { clustersOf } from '../../harness/statistics/clusters.ts';
import { evaluateSplit, orWhy } from './evaluate-split.ts';
import type { FinishedParts } from './finished-parts.ts';
import type { StudyProgress, StudySetting } from './study-setting.ts';
import { trainSubset } from './train-subset.ts';

/** Of the training prompts, below all of them. */
const SHARES = [0.1, 0.2, 0.4, HALF, 0.6, 0.8];
/** Subsets drawn of each share. */
const REPETITIONS = 3;

const partSchema = z.union([learningFitSchema, whySchema]);

/**
 * The bench with fewer training prompts, on the run's own validate and test: nested random subsets of whole units. All else
 * that follows from train follows from the subset: reference model, inferred prices, the grid of tradeoffs.
 */
export async function studyLearning(
  setting: StudySetting,
  parts: FinishedParts,
  progress: StudyProgress,
): Promise<Learning> {
  const { split, base, routers } = setting;
  const clusters = clustersOf(Array.from(split.test, (row) => split.units[row]!));
  const learn = (share: number, repetition: number) =>
    parts.once(`learning/${share}/${repetition}`, partSchema, () => orWhy(() => fitSubset(setting, share, repetition)));
  const points: LearningPoint[] = [];
  const failed: Learning['failed'] = [];
  const total = SHARES.length * REPETITIONS;
  for (const [place, share] of SHARES.entries()) {
    const fits: LearningFit[] = [];
    for (let repetition = 0; repetition < REPETITIONS; repetition++) {
      progress(place * REPETITIONS + repetition, total);
      const made = await learn(share, repetition);
      if ('undefined' in made) failed.push({ share, repetition, why: made.undefined });
      else fits.push(made);
    }
    if (fits.length > 0) points.push({ share, fits });
  }
  progress(total, total);
  points.push({ share: 1, fits: [learningFit(base, base, clusters, split.train.length)] });
  const learned = new Set(routers.filter((router) => router.learned).map(({ name }) => name));
  return learningFigures({ train: split.train.length, clusters: clusters.count, points, failed, learned });
}

async function fitSubset(setting: StudySetting, share: number, repetition: number): Promise<LearningFit> {
  const { split, base, config } = setting;
  const clusters = clustersOf(Array.from(split.test, (row) => split.units[row]!));
  const subset = trainSubset(split, share, (config.seed ^ 0x1ea6) + 1000 * repetition);
  const part = await evaluateSplit(setting, subset, config.seed);
  return learningFit(part, base, clusters, subset.train.length);
}
