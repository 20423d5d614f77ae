import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { parquetWriteBuffer } from 'hyparquet-writer';
import type { NativeCardInput } from './native/native-card.ts';
import { writeNative } from './native/write-native.ts';
import { TOY_ROWS, type ToyRow } from './readers.contract.ts';

export type Table = readonly Readonly<Record<string, string | number | undefined>>[];

/** The toy data with one row per example and model. */
export function longToy(): Table {
  return TOY_ROWS.map(({ tier, ...row }) => ({ ...row, 'metadata.tier': tier }));
}

/** The toy data with one row per example, in RouterBench's naming for one model and ours for the other. */
export function wideToy(): Table {
  const columns = (row: ToyRow) =>
    row.model === 'big'
      ? { big: row.quality, 'big|total_cost': row.costUsd, ...perModel(row) }
      : { 'meta/tiny/score': row.quality, 'meta/tiny/cost': row.costUsd, ...perModel(row) };
  const perModel = ({ model, latencyMs, inputTokens, outputTokens }: ToyRow) => ({
    [`${model}/latency_ms`]: latencyMs,
    [`${model}/input_tokens`]: inputTokens,
    [`${model}/output_tokens`]: outputTokens,
  });
  const rows = new Map<string, Record<string, string | number | undefined>>();
  for (const row of TOY_ROWS) {
    const { id, prompt, task, tier } = row;
    rows.set(id, { ...(rows.get(id) ?? { id, prompt, task, 'metadata.tier': tier }), ...columns(row) });
  }
  return [...rows.values()];
}

export function jsonl(table: Table): string {
  return table.map((row) => JSON.stringify(row)).join('\n');
}

/** Without a newline after the last record, which is valid. */
export function csv(table: Table): string {
  const columns = Object.keys(table[0]!);
  const cell = (value: string | number | undefined) => {
    const text = String(value ?? '');
    return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return [columns, ...table.map((row) => columns.map((column) => row[column]))]
    .map((cells) => cells.map(cell).join(','))
    .join('\n');
}

export function parquet(table: Table): Uint8Array {
  const columnData = Object.keys(table[0]!).map((name) => {
    const data = table.map((row) => row[name] ?? null);
    return {
      name,
      data,
      type: data.some((value) => typeof value === 'string') ? ('STRING' as const) : ('DOUBLE' as const),
    };
  });
  return new Uint8Array(parquetWriteBuffer({ columnData, rowGroupSize: 2 }));
}

/** Writes a file into a folder and returns its path; `.gz` compresses. */
export async function put(folder: string, name: string, content: string | Uint8Array): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, name.endsWith('.gz') ? gzipSync(content) : content);
  return path;
}

export async function nativeToy(folder: string, gzip: boolean): Promise<string> {
  const examples = TOY_ROWS.filter(({ model }) => model === 'meta/tiny').map(({ id, prompt, task, tier }) => ({
    id,
    request: { messages: [{ role: 'user' as const, content: prompt }], metadata: { tier } },
    task,
  }));
  const outcomes = TOY_ROWS.map(({ id, prompt: _, task: __, tier: ___, ...outcome }) => ({ example: id, ...outcome }));
  await writeNative(folder, { card: TOY_CARD, examples, outcomes }, { gzip });
  return folder;
}

export const TOY_CARD = {
  format: 'signalbox/dataset',
  version: 1,
  name: 'toy',
  title: 'Toy',
  models: [{ id: 'meta/tiny' }, { id: 'big' }],
} satisfies NativeCardInput as NativeCardInput;
