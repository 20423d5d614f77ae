import { allowAll, type Model, type ModelMask } from './model.ts';
import type { RouteRequest, Scalar } from './request.ts';

/** How an example's answers are graded: the name of a grader and what it needs (reference answer, tolerance…). */
export interface Grading {
  readonly grader: string;
  /** The reference answer(s); what a grader accepts is said beside the grader. */
  readonly reference?: unknown;
  readonly options?: Readonly<Record<string, unknown>>;
}

/** One labelled prompt. Never passed to a router: a router gets `request`. */
export interface Example {
  readonly id: string;
  readonly request: RouteRequest;
  readonly task: string;
  /** Examples of one group (paraphrases, turns of a conversation) stay on one side of a split and form one cluster. */
  readonly group?: string;
  /** The gold route (a model id or a class), where the dataset has one. */
  readonly label?: string;
  readonly grading?: Grading;
  /** ISO 8601 time of the request. */
  readonly at?: string;
}

/** The state of one (example, model) cell. ok, refused, truncated and empty are *answered* and graded as they stand. */
export const STATUS = { missing: 0, ok: 1, refused: 2, truncated: 3, empty: 4, error: 5 } as const;
export type StatusName = keyof typeof STATUS;
export const STATUS_NAMES = Object.keys(STATUS) as readonly StatusName[];

/** True for a cell that holds an answer; false for missing and for provider errors, which are never quality 0. */
export function isAnswered(status: number): boolean {
  return status >= STATUS.ok && status <= STATUS.empty;
}

/**
 * A grade-free score of each answer, by which a cascade accepts or rejects it: a judge's verdict, the agreement of
 * samples, a log-probability. Cells as in the table; NaN = not recorded.
 */
export interface SignalColumn {
  /** 0..1 */
  readonly values: Float64Array;
  /** What getting the signal costs, the answer itself not included; 0 where it comes with the answer. */
  readonly costUsd: Float64Array;
  readonly latencyMs: Float64Array;
  readonly inputTokens: Float64Array;
  readonly outputTokens: Float64Array;
  /** Who is asked for it; absent where it comes from the answering model itself, at that model's price. */
  readonly asked?: Model;
}

/**
 * Column store of outcomes, row-major, length examples × models: cell (i, m) stands at `i * models.length + m`.
 * NaN = missing, never zero.
 */
export interface OutcomeTable {
  readonly examples: readonly Example[];
  readonly models: readonly Model[];
  readonly status: Uint8Array;
  /** 0..1 */
  readonly quality: Float64Array;
  readonly costUsd: Float64Array;
  readonly latencyMs: Float64Array;
  readonly inputTokens: Float64Array;
  readonly cachedInputTokens: Float64Array;
  readonly outputTokens: Float64Array;
  /** By name. Grade-free: a router may use them. */
  readonly signals: ReadonlyMap<string, SignalColumn>;
  /** What constraints leave, per cell: 1 = the request may go to the model. Absent where nothing is forbidden. */
  readonly allowed?: Uint8Array;
}

/** An empty table of the right shape: every cell missing. */
export function emptyTable(examples: readonly Example[], models: readonly Model[]): OutcomeTable {
  const cells = examples.length * models.length;
  const missing = () => new Float64Array(cells).fill(Number.NaN);
  return {
    examples,
    models,
    status: new Uint8Array(cells),
    quality: missing(),
    costUsd: missing(),
    latencyMs: missing(),
    inputTokens: missing(),
    cachedInputTokens: missing(),
    outputTokens: missing(),
    signals: new Map(),
  };
}

/** A signal column of `cells` cells: nothing recorded. */
export function emptySignal(cells: number, asked?: Model): SignalColumn {
  const missing = () => new Float64Array(cells).fill(Number.NaN);
  return {
    values: missing(),
    costUsd: missing(),
    latencyMs: missing(),
    inputTokens: missing(),
    outputTokens: missing(),
    ...(asked === undefined ? {} : { asked }),
  };
}

type Column = Exclude<keyof OutcomeTable, 'examples' | 'models' | 'signals' | 'allowed'>;
const COLUMNS: readonly Column[] = [
  'status',
  'quality',
  'costUsd',
  'latencyMs',
  'inputTokens',
  'cachedInputTokens',
  'outputTokens',
];

const SIGNAL_COLUMNS = ['values', 'costUsd', 'latencyMs', 'inputTokens', 'outputTokens'] as const;

/** The rows `rows` of `table`, copied, in the order given. */
export function takeRows(table: OutcomeTable, rows: ArrayLike<number>): OutcomeTable {
  const examples = Array.from(rows, (row) => table.examples[row]!);
  return takeCells(table, rows, Array.from(table.models.keys()), examples);
}

/** The models at `indices` of `table`, copied, in the order given. */
export function takeModels(table: OutcomeTable, indices: readonly number[]): OutcomeTable {
  return takeCells(table, Array.from(table.examples.keys()), indices, table.examples);
}

function takeCells(
  table: OutcomeTable,
  rows: ArrayLike<number>,
  models: readonly number[],
  examples: readonly Example[],
): OutcomeTable {
  const width = table.models.length;
  const copyCells = (from: Float64Array | Uint8Array, to: Float64Array | Uint8Array) => {
    let cell = 0;
    for (let i = 0; i < rows.length; i++) {
      const start = rows[i]! * width;
      for (const model of models) to[cell++] = from[start + model]!;
    }
  };
  const taken = models.map((model) => table.models[model]!);
  const signals = new Map<string, SignalColumn>();
  for (const [name, signal] of table.signals) {
    const own = emptySignal(rows.length * models.length, signal.asked);
    for (const column of SIGNAL_COLUMNS) copyCells(signal[column], own[column]);
    signals.set(name, own);
  }
  const out = { ...emptyTable(examples, taken), signals };
  for (const column of COLUMNS) copyCells(table[column], out[column]);
  if (table.allowed === undefined) return out;
  const allowed = new Uint8Array(rows.length * models.length);
  copyCells(table.allowed, allowed);
  return { ...out, allowed };
}

/** What constraints leave of the pool for a row. */
export function allowedAt({ allowed, models }: Pick<OutcomeTable, 'allowed' | 'models'>, row: number): ModelMask {
  const width = models.length;
  return allowed?.subarray(row * width, (row + 1) * width) ?? allowAll(width);
}

/** The rows that every model of the pool answered: what evaluation uses. */
export function completeRows(table: OutcomeTable): Uint32Array {
  const width = table.models.length;
  const rows: number[] = [];
  for (let i = 0; i < table.examples.length; i++) {
    let complete = true;
    for (let m = 0; m < width && complete; m++) complete = isAnswered(table.status[i * width + m]!);
    if (complete) rows.push(i);
  }
  return Uint32Array.from(rows);
}

/** Mean of a column per model over the rows where it is not NaN; NaN for a model without any. */
export function meanPerModel(table: OutcomeTable, column: Exclude<Column, 'status'>): Float64Array {
  const width = table.models.length;
  const sum = new Float64Array(width);
  const count = new Float64Array(width);
  const values = table[column];
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (Number.isNaN(value)) continue;
    sum[i % width]! += value;
    count[i % width]! += 1;
  }
  return sum.map((total, m) => total / count[m]!);
}

/** What a metadata field holds in a table: used to declare metadata keys in a policy. */
export type MetadataValues = Readonly<Record<string, readonly Scalar[]>>;
