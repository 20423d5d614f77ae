import { BenchError } from '../../harness/bench-error.ts';
import { cell, type TableRow } from '../tables/table-row.ts';

/**
 * A text in a named column.
 *
 * @throws {BenchError} naming file, row and column
 */
export function textOf(file: string, row: TableRow, column: string): string {
  const value = cell(row, column);
  if (typeof value === 'string') return value;
  throw cellError(file, row, column, value, 'a text');
}

/** 1 for `True`, 0 for `False`, as Python writes them. */
export function verdictOf(file: string, row: TableRow, column: string): number {
  const value = cell(row, column);
  if (value === 'True') return 1;
  if (value === 'False') return 0;
  throw cellError(file, row, column, value, 'True or False');
}

/** A number within `min`..`max`. */
export function numberOf(file: string, row: TableRow, column: string, min: number, max: number): number {
  const value = cell(row, column);
  if (typeof value === 'number' && value >= min && value <= max) return value;
  throw cellError(file, row, column, value, `a number within ${min}..${max}`);
}

function cellError(file: string, row: TableRow, column: string, value: unknown, expected: string): BenchError {
  const found = value === undefined ? 'nothing' : JSON.stringify(value);
  return new BenchError(`${file}, row ${row.row}, field "${column}": ${found} is not ${expected}`);
}
