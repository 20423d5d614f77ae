import { join } from 'node:path';
import type { ReadAnswers } from '../../harness/dataset.ts';
import type { TaskAnswers } from './read-task.ts';
import { readZeroEvalFile } from './zeroeval-file.ts';

/** The responses by row of the table, which holds task after task, and by model; never more than one file is held. */
export async function readZeroEvalAnswers(
  folder: string,
  parts: readonly Pick<TaskAnswers, 'task' | 'examples'>[],
  models: readonly string[],
  onAnswer: Parameters<ReadAnswers>[0],
): Promise<void> {
  let start = 0;
  for (const { task, examples } of parts) {
    for (const [m, model] of models.entries()) {
      const rows = await readZeroEvalFile(join(folder, task, `${model}.json`));
      rows.forEach(({ response }, i) => {
        onAnswer(start + i, m, response);
      });
    }
    start += examples.length;
  }
}
