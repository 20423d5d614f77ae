import { completeRows, isAnswered, type OutcomeTable } from '../outcome-table.ts';
import type { Results } from './results.ts';

export interface Completeness {
  /** The rows that every model answered: the ones that are evaluated. */
  readonly rows: Uint32Array;
  /** Unanswered cells by task and model, where there are any; tasks sorted, models in pool order. */
  readonly missing: Results['dataset']['missing'];
  /** Mean quality per model over all rows if every missing answer were wrong / right; above 2 % left out. */
  readonly worstCase?: NonNullable<Results['dataset']['worstCase']>;
}

/** Above this share of rows left out, leaving them out may itself have made the difference. */
const NEGLIGIBLE_SHARE = 0.02;

/** What is missing from a table, and what it could do to the figures: missing is never zero. */
export function completeness(table: OutcomeTable): Completeness {
  const rows = completeRows(table);
  const leftOut = table.examples.length - rows.length;
  const missing = missingCells(table);
  if (leftOut <= NEGLIGIBLE_SHARE * table.examples.length) return { rows, missing };
  return { rows, missing, worstCase: worstCase(table) };
}

function missingCells(table: OutcomeTable): Completeness['missing'] {
  const width = table.models.length;
  const perTask = new Map<string, Uint32Array>();
  for (let i = 0; i < table.examples.length; i++) {
    const { task } = table.examples[i]!;
    let cells = perTask.get(task);
    if (cells === undefined) {
      cells = new Uint32Array(width);
      perTask.set(task, cells);
    }
    for (let m = 0; m < width; m++) if (!isAnswered(table.status[i * width + m]!)) cells[m]! += 1;
  }
  return [...perTask.keys()]
    .sort()
    .flatMap((task) =>
      table.models
        .map(({ id }, m) => ({ task, model: id, cells: perTask.get(task)![m]! }))
        .filter(({ cells }) => cells > 0),
    );
}

function worstCase(table: OutcomeTable): NonNullable<Completeness['worstCase']> {
  const width = table.models.length;
  const count = table.examples.length;
  return table.models.map(({ id }, m) => {
    let answered = 0;
    let unanswered = 0;
    for (let i = 0; i < count; i++) {
      const cell = i * width + m;
      if (isAnswered(table.status[cell]!)) answered += table.quality[cell]!;
      else unanswered += 1;
    }
    return { model: id, low: answered / count, high: (answered + unanswered) / count };
  });
}
