/**
 * Macro average: the unweighted mean over tasks of what each task has on average, so that a large task counts no more than a
 * small one (RouterBench, arXiv 2403.12031, reports these). The micro average is the mean over all queries. Both are equal
 * where all tasks are equally large.
 *
 * @param perTask at least one
 */
export function macroAverage<Key extends string>(perTask: readonly Readonly<Record<Key, number>>[], key: Key): number {
  if (perTask.length === 0) throw new Error('no average over no tasks');
  return perTask.reduce((sum, figures) => sum + figures[key], 0) / perTask.length;
}
