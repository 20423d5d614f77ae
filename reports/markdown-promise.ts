import type { Results } from '../harness/evaluate/results.ts';
import { escaped, markdownTable } from './markdown-text.ts';
import { promiseRows, promiseWords, selectionRows } from './promise.ts';

/** Promise and delivery of the policy, and how it was chosen; nothing for results before version 3. */
export function promiseMarkdown(results: Results): string[] {
  if (results.selection === undefined) return [];
  const cells = (rows: string[][]) => rows.map((row) => row.map((cell) => escaped(cell, 120)));
  return [
    '## Promise and delivery',
    ...promiseWords(results).map((sentence) => escaped(sentence, 2000)),
    markdownTable(['Figure', 'Promised on validate', 'Delivered on test'], cells(promiseRows(results))),
    markdownTable(
      ['Path', 'Certified', 'Ended at quality', 'Over mixing', 'p', 'Knows more than mixing'],
      cells(selectionRows(results)),
    ),
  ];
}
