import { join } from 'node:path';
import { z } from 'zod';
import type { EvaluationInput } from '../../harness/evaluate/evaluation-input.ts';
import type { Slices } from '../../harness/evaluate/slices.ts';
import type { Split } from '../../harness/evaluate/split.ts';
import type { Model } from '../../harness/model.ts';
import type { Example } from '../../harness/outcome-table.ts';
import type { ReadColumn } from './assessment-columns.ts';
import type { EvaluationRecord } from './evaluation-record.ts';
import { fitting, readColumns, readJson } from './kept-file.ts';
import { outcomesFrom, type SignalName } from './outcome-columns.ts';

/** What a run keeps of its table, row by row. */
export type Rows = Pick<EvaluationInput, 'table' | 'inputTokens' | 'draws' | 'slices'> & {
  readonly split: Omit<Split, 'figures'>;
};

/** @throws {BenchError} naming the file, when it does not hold */
export async function readRows(folder: string, record: EvaluationRecord): Promise<Rows> {
  const path = join(folder, 'outcomes.columns');
  const read = await readColumns(path);
  const queries = await readJson(join(folder, 'queries.json'), queriesSchema);
  return fitting(path, () => rowsFrom(read, record, queries));
}

const queriesSchema = z.strictObject({ validate: z.array(z.string()), test: z.array(z.string()) });

function rowsFrom(read: ReadColumn, record: EvaluationRecord, ids: z.infer<typeof queriesSchema>): Rows {
  const part = neededColumn(read, 'part');
  const rowsOf = (number: number) => Uint32Array.from(part.keys()).filter((row) => part[row] === number);
  const [train, validate, test] = [rowsOf(0), rowsOf(1), rowsOf(2)];
  const models = record.models as readonly Model[];
  const column = (name: string) => neededColumn(read, name, part.length);
  const [task, label] = [column('task'), read('label')];
  const idOf = new Map<number, string>();
  for (const [rows, own] of [
    [validate, ids.validate],
    [test, ids.test],
  ] as const) {
    if (own.length !== rows.length) throw new Error(`${rows.length} rows have ${own.length} ids in queries.json`);
    for (const [i, row] of rows.entries()) idOf.set(row, own[i]!);
  }
  const examples = Array.from({ length: part.length }, (_, row): Example => {
    const gold = label === null ? undefined : record.labels[label[row]!];
    return {
      id: idOf.get(row) ?? '',
      request: { messages: [], metadata: {} },
      task: nameAt(record.tasks, task[row]!),
      ...(gold === undefined ? {} : { label: gold }),
    };
  });
  const draws = new Float64Array(part.length);
  const draw = neededColumn(read, 'draw', test.length);
  for (const [i, row] of test.entries()) draws[row] = draw[i]!;
  const outcomes = outcomesFrom(read, examples, models, record.signals as readonly SignalName[]);
  const allowed = masks(read('allowed'), part.length, models.length);
  return {
    table: { ...outcomes, ...(allowed === undefined ? {} : { allowed }) },
    inputTokens: Float64Array.from(column('promptTokens')),
    draws,
    split: { train, validate, test, units: Int32Array.from(column('unit')) },
    slices: slicesFrom(column, record.slices),
  };
}

/** @throws {Error} when it is not there, or of another length */
export function neededColumn(read: ReadColumn, name: string, length?: number) {
  const data = read(name);
  if (data === null) throw new Error(`it has no column ${name}`);
  if (length !== undefined && data.length !== length) throw new Error(`column ${name} has ${data.length} values`);
  return data;
}

/** Runs of version 1 kept no slices: they have none. */
function slicesFrom(
  column: (name: string) => ArrayLike<number>,
  { keys, leftOut }: NonNullable<EvaluationRecord['slices']> = { keys: [], leftOut: [] },
): Slices {
  const read = ({ key, names }: (typeof keys)[number], k: number) => {
    const of = Int32Array.from(column(`slice.${k}`));
    const wrong = of.find((slice) => slice < -1 || slice >= names.length);
    if (wrong !== undefined) throw new Error(`metadata key ${k} has no slice ${wrong}`);
    return { key, names, of };
  };
  return { keys: keys.map(read), leftOut };
}

function nameAt(names: readonly string[], at: number): string {
  const name = names[at];
  if (name === undefined) throw new Error(`evaluation.json has no name ${at}`);
  return name;
}

function masks(data: ReturnType<ReadColumn>, rows: number, models: number): Uint8Array | undefined {
  if (data === null) return undefined;
  if (data.length !== rows * models) throw new Error(`column allowed has ${data.length} values`);
  return Uint8Array.from(data);
}
