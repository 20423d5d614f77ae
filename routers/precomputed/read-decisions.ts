import { BenchError } from '../../harness/bench-error.ts';
import { type DecisionLayout, decisionLayout, type LayoutOptions } from './decision-layout.ts';
import { type DecisionFormat, type DecisionRow, decisionRows } from './decision-rows.ts';

/** What a file says of one request. One of the first three is there, by the layout of the file. */
export interface Decision {
  readonly row: number;
  /** Index of the model. */
  readonly model?: number;
  /** Probability that the strong model wins, 0..1. */
  readonly winRate?: number;
  /** 0..1, in the order of the layout's columns. */
  readonly scores?: Float64Array;
  /** What the router itself spent. */
  readonly usd: number;
  readonly latencyMs: number;
}

export interface ReadDecisions {
  readonly layout: DecisionLayout;
  /** By id, prompt or place. */
  readonly decisions: ReadonlyMap<string, Decision>;
  readonly rows: number;
  /** Rows that concern no example of the dataset. */
  readonly elsewhere: number;
  /** Names of models outside the pool, with the rows that decide for them; those rows are not among the decisions. */
  readonly outside: ReadonlyMap<string, number>;
  /** Rows with the prompt of an earlier one and another decision: they are not among the decisions. */
  readonly differing: number;
  /** The first key, to show what keys look like. */
  readonly firstKey: string | undefined;
}

export interface DecisionFile extends LayoutOptions {
  readonly file: string;
  readonly format?: DecisionFormat | undefined;
}

/** Whom decisions are about, and which models they may name. */
export interface DecisionsWanted {
  readonly pool: readonly string[];
  /** Index of the model of the pool that a name means, −1 for none. */
  readonly modelNamed: (name: string) => number;
  /** The keys of the examples, once it is known how rows are matched. */
  readonly keys: (match: DecisionLayout['match']) => ReadonlyMap<string, unknown>;
  /** Whether a decision for a model outside the pool is counted instead of refused. */
  readonly mayLeavePool: boolean;
}

/**
 * Reads the decisions that are wanted.
 *
 * @throws {BenchError} naming the file, the row and the field
 */
export async function readDecisions(source: DecisionFile, wanted: DecisionsWanted): Promise<ReadDecisions> {
  const { file, format } = source;
  let reading: Reading | undefined;
  for await (const row of decisionRows(file, format)) {
    // RouterArena adds rows of other models to a file, to find the best choice: they are no decisions.
    if (row.cells.get('for_optimality') === true) continue;
    reading ??= startReading(source, [...row.cells.keys()], wanted);
    const key = keyOf(file, row, reading.layout, reading.rows);
    reading.firstKey ??= key;
    reading.rows += 1;
    if (reading.keys.has(key)) addDecision(reading, file, row, key, wanted);
    else reading.elsewhere += 1;
  }
  if (reading === undefined) throw new BenchError(`${file} has no rows`);
  return reading;
}

/** What was read so far. */
interface Reading extends ReadDecisions {
  readonly keys: ReadonlyMap<string, unknown>;
  readonly decisions: Map<string, Decision>;
  readonly outside: Map<string, number>;
  rows: number;
  elsewhere: number;
  differing: number;
  firstKey: string | undefined;
}

function startReading(source: DecisionFile, columns: readonly string[], wanted: DecisionsWanted): Reading {
  const layout = decisionLayout(source.file, columns, source, wanted.pool, wanted.modelNamed);
  return {
    layout,
    keys: wanted.keys(layout.match),
    decisions: new Map(),
    outside: new Map(),
    rows: 0,
    elsewhere: 0,
    differing: 0,
    firstKey: undefined,
  };
}

function addDecision(
  reading: Reading,
  file: string,
  row: DecisionRow,
  key: string,
  { pool, modelNamed, mayLeavePool }: DecisionsWanted,
): void {
  const { layout, decisions, outside } = reading;
  const decision = decisionOf(file, row, layout, modelNamed);
  const earlier = decisions.get(key);
  if (typeof decision === 'string') {
    if (!mayLeavePool) throw outsidePool(file, row.row, layout, decision, pool);
    outside.set(decision, (outside.get(decision) ?? 0) + 1);
  } else if (earlier === undefined) {
    decisions.set(key, decision);
  } else if (layout.match === 'id') {
    throw twice(file, row.row, layout.key!, key, earlier.row);
  } else if (!isSameDecision(earlier, decision)) {
    reading.differing += 1;
  }
}

function keyOf(file: string, row: DecisionRow, { match, key }: DecisionLayout, place: number): string {
  if (match === 'row') return String(place);
  const cell = row.cells.get(key!);
  if ((typeof cell === 'string' && cell !== '') || typeof cell === 'number') return String(cell);
  throw new BenchError(`${file}, row ${row.row}: field "${key}" is empty or no text`);
}

/** @returns the name of a model that is not in the pool, where the row decides for one */
function decisionOf(
  file: string,
  row: DecisionRow,
  { value, usd, latencyMs }: DecisionLayout,
  modelNamed: (name: string) => number,
): Decision | string {
  const bill = {
    row: row.row,
    usd: usd === undefined ? 0 : amount(file, row, usd),
    latencyMs: latencyMs === undefined ? 0 : amount(file, row, latencyMs),
  };
  if (value.as === 'scores') {
    return { ...bill, scores: Float64Array.from(value.columns, ({ name }) => share(file, row, name)) };
  }
  if (value.as === 'win-rates') return { ...bill, winRate: share(file, row, value.column) };
  const name = row.cells.get(value.column);
  if (typeof name !== 'string' || name === '') {
    throw new BenchError(`${file}, row ${row.row}: field "${value.column}" must name a model`);
  }
  const model = modelNamed(name);
  return model < 0 ? name : { ...bill, model };
}

function share(file: string, row: DecisionRow, field: string): number {
  const value = numberIn(row.cells.get(field));
  if (value !== undefined && value >= 0 && value <= 1) return value;
  throw notANumber(file, row, field, 'must be a number 0..1');
}

function amount(file: string, row: DecisionRow, field: string): number {
  const cell = row.cells.get(field);
  const value = cell === undefined || cell === null || cell === '' ? 0 : numberIn(cell);
  if (value !== undefined && value >= 0) return value;
  throw notANumber(file, row, field, 'must be a number ≥ 0, or empty for none');
}

function numberIn(cell: unknown): number | undefined {
  const value = typeof cell === 'string' && cell.trim() !== '' ? Number(cell) : cell;
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

function notANumber(file: string, { row, cells }: DecisionRow, field: string, rule: string): BenchError {
  const found = JSON.stringify(cells.get(field) ?? null).slice(0, 60);
  return new BenchError(`${file}, row ${row}: field "${field}" is ${found} and ${rule}`);
}

function outsidePool(
  file: string,
  row: number,
  { value }: DecisionLayout,
  name: string,
  pool: readonly string[],
): BenchError {
  const field = value.as === 'scores' ? '' : ` field "${value.column}":`;
  return new BenchError(`${file}, row ${row}:${field} the pool has no model "${name}" (${pool.join(', ')})`, {
    hint: `Give its id in the pool, aliases: { '${name}': '${pool[0]}' }, or a model for such requests, otherwise: '${pool[0]}'.`,
  });
}

function twice(file: string, row: number, field: string, key: string, earlier: number): BenchError {
  return new BenchError(`${file}, row ${row}: field "${field}" is "${key}" again, as in row ${earlier}`, {
    hint: 'One request has one decision.',
  });
}

/** Whether two rows say the same, whatever they cost. */
export function isSameDecision(a: Decision, b: Decision): boolean {
  const said = ({ model, winRate, scores }: Decision) => JSON.stringify([model, winRate, [...(scores ?? [])]]);
  return said(a) === said(b);
}
