import type { ReadAnswers } from '../../harness/dataset.ts';
import type { OutcomeTable } from '../../harness/outcome-table.ts';
import type { ReadOptions } from '../read-limits.ts';
import { readObjects } from '../read-objects.ts';

/** The responses of an `outcomes.jsonl[.gz]` that was read into `table` before: what was a problem then is passed over. */
export function nativeAnswers(
  file: string,
  { examples, models }: Pick<OutcomeTable, 'examples' | 'models'>,
  limits: ReadOptions['limits'],
): ReadAnswers {
  return async (onAnswer) => {
    const exampleAt = new Map(examples.map(({ id }, i) => [id, i]));
    const modelAt = new Map(models.map(({ id }, m) => [id, m]));
    for await (const { value } of readObjects(file, { limits, onProblem: () => {} })) {
      const example = exampleAt.get(value.example as string);
      const model = modelAt.get(value.model as string);
      if (example === undefined || model === undefined || typeof value.response !== 'string') continue;
      onAnswer(example, model, value.response);
    }
  };
}
