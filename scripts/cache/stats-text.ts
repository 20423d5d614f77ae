import { alignedColumns } from '../../datasets/aligned-columns.ts';
import type { CacheStats } from '../../harness/record/cache/response-cache.ts';

/** What a cache holds, for people: totals, then a table by model. */
export function statsText(stats: CacheStats): string {
  const rows = stats.byModel.map(({ provider, model, answers, errors, costUsd }) => [
    `${provider}/${model}`,
    String(answers),
    String(errors),
    costUsd.toFixed(4),
  ]);
  const table = rows.length === 0 ? [] : ['', ...alignedColumns([['model', 'answers', 'errors', 'USD'], ...rows])];
  return [
    `answers          ${stats.answers}`,
    `errors           ${stats.errors}`,
    `cost of answers  $${stats.costUsd.toFixed(4)}`,
    `open requests    ${stats.openIntents}`,
    `lapsed requests  ${stats.lapsedIntents}  (may have been paid for without an answer)`,
    ...table,
  ].join('\n');
}
