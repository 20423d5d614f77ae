import type { OutcomeTable } from '../../harness/outcome-table.ts';
import type { Assessment } from '../../harness/router.ts';

/**
 * Area under the ROC curve of a router's predicted quality against right and wrong, within one task and for one model;
 * mean over the tasks and models that have both. .5 is chance: recognising the task earns nothing here.
 */
export function withinTaskAuc(table: OutcomeTable, assessments: readonly Assessment[]): number {
  const models = table.models.length;
  const areas: number[] = [];
  for (const task of new Set(table.examples.map((example) => example.task))) {
    const rows = table.examples.flatMap((example, i) => (example.task === task ? [i] : []));
    for (let m = 0; m < models; m++) {
      const scored = rows.map((i) => ({
        score: scoreOf(assessments[i]!, m),
        right: table.quality[i * models + m] === 1,
      }));
      const area = auc(scored);
      if (area !== undefined) areas.push(area);
    }
  }
  return areas.reduce((sum, area) => sum + area, 0) / areas.length;
}

function scoreOf(assessment: Assessment, model: number): number {
  if (assessment.kind !== 'scores') throw new Error(`a ${assessment.kind} predicts no quality`);
  return assessment.quality[model]!;
}

/** Mann–Whitney; equal scores count half. */
function auc(scored: readonly { score: number; right: boolean }[]): number | undefined {
  const right = scored.filter((item) => item.right);
  const wrong = scored.filter((item) => !item.right);
  if (right.length === 0 || wrong.length === 0) return undefined;
  let wins = 0;
  for (const a of right) for (const b of wrong) wins += a.score > b.score ? 1 : a.score === b.score ? 0.5 : 0;
  return wins / (right.length * wrong.length);
}
