import type { ReadAnswers } from '../../harness/dataset.ts';
import { responseText } from './routerbench-cells.ts';
import { type RouterBenchColumns, routerBenchColumns } from './routerbench-columns.ts';
import { routerBenchRows } from './routerbench-rows.ts';

/** The responses row by row, as the table has them. */
export async function readRouterBenchAnswers(file: string, onAnswer: Parameters<ReadAnswers>[0]): Promise<void> {
  let columns: RouterBenchColumns | undefined;
  let example = 0;
  for await (const row of routerBenchRows(file, () => {})) {
    columns ??= routerBenchColumns(file, row.columns);
    columns.models.forEach(({ response }, m) => {
      const text = responseText(row.values[response]);
      if (text !== undefined) onAnswer(example, m, text);
    });
    example += 1;
  }
}
