import type { OutcomeTable, SignalColumn } from '../outcome-table.ts';

/**
 * The evaluated columns of some rows, row-major: cell (i, m) stands at `i * width + m`. A model that constraints
 * forbid has quality 0, cost 0 and latency 0: the request is refused.
 */
export interface Outcomes {
  readonly rows: number;
  readonly width: number;
  readonly quality: Float64Array;
  readonly costUsd: Float64Array;
  /** NaN where it was not recorded. */
  readonly latencyMs: Float64Array;
  readonly signals: ReadonlyMap<string, SignalOutcomes>;
  /** 1 = allowed; absent where nothing is forbidden. */
  readonly allowed?: Uint8Array;
  /** Who stands in for a model that is not allowed: model indices, the first that is. */
  readonly preference?: readonly number[];
}

/** A signal of the same cells; NaN where it was not recorded. */
export type SignalOutcomes = Pick<SignalColumn, 'values' | 'costUsd' | 'latencyMs'>;

/** What was spent per row beside the chosen answer. */
export interface Bills {
  readonly billUsd: Float64Array;
  readonly billLatencyMs: Float64Array;
}

/** One model index per row; −1 = refused. */
export type Choices = Int16Array;

export const REFUSED = -1;

/**
 * The outcomes of the rows `rows` of `table`, in the order given.
 *
 * @param preference who stands in for a model that constraints forbid; nobody where left out
 */
export function outcomesOf(table: OutcomeTable, rows: Uint32Array, preference?: readonly number[]): Outcomes {
  const width = table.models.length;
  const copyRows = <Column extends Float64Array | Uint8Array>(from: Column, to: Column) => {
    for (let i = 0; i < rows.length; i++) to.set(from.subarray(rows[i]! * width, (rows[i]! + 1) * width), i * width);
    return to;
  };
  const take = (column: Float64Array) => copyRows(column, new Float64Array(rows.length * width));
  const outcomes = {
    rows: rows.length,
    width,
    quality: take(table.quality),
    costUsd: take(table.costUsd),
    latencyMs: take(table.latencyMs),
    signals: new Map(
      Array.from(table.signals, ([name, { values, costUsd, latencyMs }]) => [
        name,
        { values: take(values), costUsd: take(costUsd), latencyMs: take(latencyMs) },
      ]),
    ),
  };
  if (table.allowed === undefined) return outcomes;
  const allowed = copyRows(table.allowed, new Uint8Array(rows.length * width));
  return forbid({ ...outcomes, ...(preference === undefined ? {} : { preference }) }, allowed);
}

function forbid(outcomes: Outcomes, allowed: Uint8Array): Outcomes {
  for (let cell = 0; cell < allowed.length; cell++) {
    if (allowed[cell] === 1) continue;
    outcomes.quality[cell] = 0;
    outcomes.costUsd[cell] = 0;
    outcomes.latencyMs[cell] = 0;
  }
  return { ...outcomes, allowed };
}

/** The choice of one model for every row; where it is not allowed the first of the preference that is, else refused. */
export function alwaysModel({ rows, width, allowed, preference = [] }: Outcomes, model: number): Choices {
  const choices = new Int16Array(rows).fill(model);
  if (allowed !== undefined) {
    for (let i = 0; i < rows; i++) {
      if (allowed[i * width + model] === 1) continue;
      choices[i] = preference.find((other) => allowed[i * width + other] === 1) ?? REFUSED;
    }
  }
  return choices;
}

/** A column at the chosen models; 0 where refused. */
export function atChoices(
  outcomes: Outcomes,
  column: 'quality' | 'costUsd' | 'latencyMs',
  choices: Choices,
): Float64Array {
  const values = outcomes[column];
  const chosen = new Float64Array(outcomes.rows);
  for (let i = 0; i < chosen.length; i++) {
    const model = choices[i]!;
    if (model >= 0) chosen[i] = values[i * outcomes.width + model]!;
  }
  return chosen;
}

/** What each row cost: the chosen answer, and what was spent beside it. */
export function spentUsd(outcomes: Outcomes, choices: Choices, bills?: Pick<Bills, 'billUsd'>): Float64Array {
  const spent = atChoices(outcomes, 'costUsd', choices);
  if (bills !== undefined) for (let i = 0; i < spent.length; i++) spent[i]! += bills.billUsd[i]!;
  return spent;
}
