import type { ReadOptions } from '../read-limits.ts';
import { readObjects } from '../read-objects.ts';
import type { TableRow } from './table-row.ts';

/** Streams the objects of a `.jsonl` or `.jsonl.gz` file as table rows. */
export async function* readJsonl(file: string, options: ReadOptions = {}): AsyncGenerator<TableRow> {
  let columns: readonly string[] = [];
  for await (const { row, value } of readObjects(file, options)) {
    const keys = Object.keys(value);
    // Rows with the same keys share one array, so that a consumer looks up positions once.
    if (!sameItems(columns, keys)) columns = keys;
    yield { row, columns, values: Object.values(value) };
  }
}

function sameItems(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((item, i) => item === b[i]);
}
