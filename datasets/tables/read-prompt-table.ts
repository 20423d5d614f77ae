import type { Example } from '../../harness/outcome-table.ts';
import { throwProblem } from '../problem.ts';
import type { ReadOptions } from '../read-limits.ts';
import { type ExampleLayout, exampleLayout, missingColumn } from './example-layout.ts';
import { layoutCache } from './layout-cache.ts';
import { readRows } from './read-rows.ts';
import { tableExamples } from './table-examples.ts';
import type { TableOptions } from './table-options.ts';

/**
 * The examples of a table, one a row; without an id column `row-N` is the id. A table of outcomes will do, long or wide:
 * what it says of answers is not looked at.
 *
 * @throws {BenchError} naming file, row and field
 */
export async function readPromptTable(
  file: string,
  options: TableOptions,
  reading: ReadOptions = {},
): Promise<readonly Example[]> {
  const { examples, indexOf } = tableExamples(file, reading.onProblem ?? throwProblem);
  const layouts = layoutCache<ExampleLayout>((columns, first) => promptLayout(file, columns, options, first));
  for await (const row of readRows(file, reading)) indexOf(row, layouts.of(row.columns));
  return examples;
}

/** A reference that no grader reads would be lost, and be missed only when all answers are there. */
function promptLayout(
  file: string,
  columns: readonly string[],
  options: TableOptions,
  first: ExampleLayout | undefined,
): ExampleLayout {
  const layout = exampleLayout(file, columns, options, first);
  const { reference, grader, grading } = layout.example;
  if (reference === undefined || grader !== undefined || grading !== undefined) return layout;
  throw missingColumn(file, columns, 'grader');
}
