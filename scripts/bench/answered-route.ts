import type { OutcomeTable } from '../../harness/outcome-table.ts';
import type { Route } from '../../harness/policy/route.ts';

/** What came of a route, had the recorded answers been given. */
export interface AnsweredRoute {
  /** Index of the model whose answer counts, −1 = refused. */
  readonly model: number;
  /** 0..1; 0 for a refusal. */
  readonly quality: number;
  /** Routing, every answer and every signal. */
  readonly costUsd: number;
}

/** Follows a route over the outcomes of a row: of a cascade until the first answer whose signal passes. */
export function answeredRoute(route: Route, table: OutcomeTable, row: number): AnsweredRoute {
  const { model, fallbacks, accept, bill } = route;
  if (model === undefined) return { model: -1, quality: 0, costUsd: bill.usd };
  const width = table.models.length;
  const cellOf = (id: string) => row * width + table.models.findIndex((each) => each.id === id);
  const order = [model, ...fallbacks];
  let costUsd = bill.usd;
  for (const [i, id] of order.entries()) {
    const cell = cellOf(id);
    costUsd += table.costUsd[cell]!;
    if (accept !== undefined && i < order.length - 1) {
      const signal = table.signals.get(accept.signal)!;
      costUsd += signal.costUsd[cell]!;
      if (!(signal.values[cell]! >= accept.level)) continue;
    }
    return { model: cell - row * width, quality: table.quality[cell]!, costUsd };
  }
  throw new Error('a route ends with the answer of its last model');
}
