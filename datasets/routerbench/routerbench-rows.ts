import { readDataFrame } from '../pickle/read-data-frame.ts';
import { readRows } from '../tables/read-rows.ts';
import type { TableRow } from '../tables/table-row.ts';

/** Rows of a RouterBench file: a pandas pickle (`.pkl`, `.pickle`) or any table that `readRows` knows. */
export function routerBenchRows(file: string, onProgress: (share: number) => void): AsyncIterable<TableRow> {
  return /\.(pkl|pickle)$/i.test(file) ? pickleRows(file, onProgress) : readRows(file, { onProgress });
}

async function* pickleRows(file: string, onProgress: (share: number) => void): AsyncGenerator<TableRow> {
  const frame = readDataFrame(file);
  const columns = frame.columns.map((name) => frame.values.get(name)!);
  for (let row = 0; row < frame.rows; row++) {
    if (row % 1000 === 0) onProgress(row / frame.rows);
    yield { row: row + 1, columns: frame.columns, values: columns.map((column) => column[row]) };
  }
}
