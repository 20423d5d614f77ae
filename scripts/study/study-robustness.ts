import type { Robustness } from '../../harness/evaluate/studies/robustness-schema.ts';
import { shippedAgainst } from '../../harness/evaluate/studies/shipped.ts';
import type { FinishedParts } from './finished-parts.ts';
import { variantOf } from './robustness/fit-variant.ts';
import { ERROR_RATES, gradeErrors } from './robustness/grade-errors.ts';
import { modelAdded, outcomeCounts } from './robustness/model-added.ts';
import { modelRemoved, modelsToRemove } from './robustness/model-removed.ts';
import { paraphrases, rewordingsOf } from './robustness/paraphrases.ts';
import { studyInput } from './robustness/study-input.ts';
import { tasksLeftOut, tasksToLeaveOut } from './robustness/tasks-left-out.ts';
import type { StudyProgress, StudySetting } from './study-setting.ts';

/**
 * What the verdict withstands: wrong grades, a model less, a model of which little is known, a task that nobody trained on,
 * other words. All routers are fitted at most 4 + 8 + 5 + 12 times.
 */
export async function studyRobustness(
  setting: StudySetting,
  parts: FinishedParts,
  progress: StudyProgress,
): Promise<Robustness> {
  const { split, base } = setting;
  let finished = 0;
  const input = studyInput(setting, parts, () => progress(++finished, total));
  const { table } = input;
  const total =
    ERROR_RATES.length +
    modelsToRemove(input).length +
    outcomeCounts(input).length +
    tasksToLeaveOut(input).length +
    rewordingsOf(input).length;
  progress(0, total);
  const ships = shippedAgainst(base, table, split, { table, model: base.results.referenceModel });
  const unchanged = variantOf(base, ships, []);
  return {
    unchanged,
    ...(await gradeErrors(input, unchanged)),
    modelRemoved: await modelRemoved(input),
    modelAdded: await modelAdded(input, unchanged),
    taskLeftOut: await tasksLeftOut(input),
    ...(await paraphrases(input)),
  };
}
