import type { Model } from '../../harness/model.ts';
import { type Example, emptyTable, type OutcomeTable, type SignalColumn } from '../../harness/outcome-table.ts';
import type { Attachment } from '../../harness/router.ts';
import type { ReadColumn } from './assessment-columns.ts';

const NUMBERS = ['quality', 'costUsd', 'latencyMs', 'inputTokens', 'cachedInputTokens', 'outputTokens'] as const;
const SIGNAL_NUMBERS = ['values', 'costUsd', 'latencyMs', 'inputTokens', 'outputTokens'] as const;

/** The name of a signal, and who is asked for it: its columns are numbered in this order. */
export interface SignalName {
  readonly name: string;
  readonly asked?: Model | undefined;
}

/** The cells of a table (rows × models) as columns, each as narrow as loses nothing; a column without a value is left out. */
export function outcomeColumns(table: OutcomeTable): { columns: Record<string, Attachment>; signals: SignalName[] } {
  const shape = [table.examples.length, table.models.length];
  const columns: Record<string, Attachment> = { status: { data: table.status, shape } };
  const add = (name: string, data: Float64Array) => {
    if (data.some((value) => !Number.isNaN(value))) columns[name] = { data: narrow(data), shape };
  };
  for (const name of NUMBERS) add(name, table[name]);
  const signals = [...table.signals].map(([name, signal], i) => {
    for (const column of SIGNAL_NUMBERS) add(`signal${i}.${column}`, signal[column]);
    return { name, ...(signal.asked === undefined ? {} : { asked: signal.asked }) };
  });
  return { columns, signals };
}

/** Single precision where every value is one. */
export function narrow(values: Float64Array): Float64Array | Float32Array {
  return values.every((value) => Number.isNaN(value) || Math.fround(value) === value)
    ? Float32Array.from(values)
    : values;
}

/** @throws {Error} when a column has another size than the table */
export function outcomesFrom(
  read: ReadColumn,
  examples: readonly Example[],
  models: readonly Model[],
  signals: readonly SignalName[],
): OutcomeTable {
  const table = emptyTable(examples, models);
  fill(table.status, read('status'), 'status');
  for (const name of NUMBERS) fill(table[name], read(name), name);
  const columns = signals.map(({ name, asked }, i): [string, SignalColumn] => {
    const column = (own: string) => {
      const values = new Float64Array(table.status.length).fill(Number.NaN);
      fill(values, read(`signal${i}.${own}`), `signal${i}.${own}`);
      return values;
    };
    const numbers = Object.fromEntries(SIGNAL_NUMBERS.map((own) => [own, column(own)]));
    return [name, { ...(numbers as Record<(typeof SIGNAL_NUMBERS)[number], Float64Array>), ...(asked && { asked }) }];
  });
  return { ...table, signals: new Map(columns) };
}

function fill(target: Float64Array | Uint8Array, data: Attachment['data'] | null, name: string): void {
  if (data === null) return;
  if (data.length !== target.length) throw new Error(`column ${name} has ${data.length} values, not ${target.length}`);
  target.set(data);
}
