import type { ReadAnswers } from '../../harness/dataset.ts';
import type { OutcomeTable } from '../../harness/outcome-table.ts';
import type { ReadOptions } from '../read-limits.ts';
import { layoutCache } from './layout-cache.ts';
import { readRows } from './read-rows.ts';
import { tableExamples } from './table-examples.ts';
import { type TableLayout, tableLayout } from './table-layout.ts';
import { tableModels } from './table-models.ts';
import type { TableOptions } from './table-options.ts';

/** The responses of a file that was read into `table` before: what was a problem then is passed over. */
export function tableAnswers(
  file: string,
  options: TableOptions & { readonly limits?: ReadOptions['limits'] },
  { models: pool }: Pick<OutcomeTable, 'models'>,
): ReadAnswers {
  return async (onAnswer) => {
    const onProblem = () => {};
    const { indexOf } = tableExamples(file, onProblem);
    const ids = pool.map(({ id }) => id);
    const models = tableModels(file, ids, onProblem);
    const layouts = layoutCache<TableLayout>((columns, first) => tableLayout(file, columns, options, first));
    for await (const row of readRows(file, { limits: options.limits, onProblem })) {
      const layout = layouts.of(row.columns);
      const example = indexOf(row, layout);
      for (const { model: named, at } of layout.outcomes) {
        const response = at.response === undefined ? undefined : row.values[at.response];
        const model = models.indexOf(named ?? row.values[layout.model!], row.row);
        if (example === undefined || model === undefined) continue;
        if (typeof response === 'string') onAnswer(example, model, response);
      }
    }
  };
}
