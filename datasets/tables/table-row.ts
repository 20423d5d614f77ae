/**
 * One row of a table file. `values[c]` belongs to `columns[c]`; rows of one CSV or Parquet file share one `columns`
 * array, JSONL rows with the same keys do too. CSV values are strings; JSONL and Parquet values are what the file
 * holds (64-bit integers as numbers).
 */
export interface TableRow {
  /** 1-based. JSONL: the line. CSV: the record, the header being 1. Parquet: the row. */
  readonly row: number;
  readonly columns: readonly string[];
  readonly values: readonly unknown[];
}

/** The value of one column, `undefined` where the row has no such column. */
export function cell(row: TableRow, column: string): unknown {
  const at = row.columns.indexOf(column);
  return at < 0 ? undefined : row.values[at];
}
