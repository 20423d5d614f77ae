import type { Model } from '../harness/model.ts';
import { isAnswered, type OutcomeTable } from '../harness/outcome-table.ts';

/** Models of which not one cell was answered: nothing can be said of them, and no example would be complete. */
export function unansweredModels(table: OutcomeTable): Model[] {
  const width = table.models.length;
  const answered = new Uint8Array(width);
  for (const [cell, status] of table.status.entries()) {
    if (isAnswered(status)) answered[cell % width] = 1;
  }
  return table.models.filter((_, m) => answered[m] === 0);
}
