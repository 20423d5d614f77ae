import type { ModelMask } from '../model.ts';
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

/** The outcomes of the rows `rows` of `table`, in the order given. */
export function outcomesOf(table: OutcomeTable, rows: Uint32Array, masks?: readonly ModelMask[]): Outcomes {
  const width = table.models.length;
  const take = (column: Float64Array) => {
    const taken = new Float64Array(rows.length * width);
    for (let i = 0; i < rows.length; i++) {
      taken.set(column.subarray(rows[i]! * width, (rows[i]! + 1) * width), i * width);
    }
    return taken;
  };
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
  return masks === undefined ? outcomes : forbid(outcomes, rows, masks);
}

function forbid(outcomes: Outcomes, rows: Uint32Array, masks: readonly ModelMask[]): Outcomes {
  const allowed = new Uint8Array(outcomes.rows * outcomes.width);
  for (let i = 0; i < rows.length; i++) allowed.set(masks[rows[i]!]!, i * outcomes.width);
  for (let cell = 0; cell < allowed.length; cell++) {
    if (allowed[cell] === 1) continue;
    outcomes.quality[cell] = 0;
    outcomes.costUsd[cell] = 0;
    outcomes.latencyMs[cell] = 0;
  }
  return { ...outcomes, allowed };
}

/** The choice of one model for every row; refused where it is not allowed. */
export function alwaysModel({ rows, width, allowed }: Outcomes, model: number): Choices {
  const choices = new Int16Array(rows).fill(model);
  if (allowed !== undefined) {
    for (let i = 0; i < rows; i++) if (allowed[i * width + model] === 0) choices[i] = REFUSED;
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
