import { BenchError } from '../../harness/bench-error.ts';
import {
  EXAMPLE_FIELDS,
  type ExampleField,
  namesOf,
  OUTCOME_FIELDS,
  type OutcomeField,
  positionOf,
  splitModelColumn,
} from './table-fields.ts';
import type { TableOptions } from './table-options.ts';

/** Where what a table says of an example stands in its rows. */
export interface ExampleLayout {
  /** Long: one row per example and model. Wide: one row per example. */
  readonly kind: 'long' | 'wide';
  readonly columns: readonly string[];
  readonly example: Readonly<Partial<Record<ExampleField, number>>>;
  /** Metadata field → position. */
  readonly metadata: ReadonlyMap<string, number>;
}

/**
 * Finds the columns of a table that speak of its examples.
 *
 * @param before what the first rows of the same file were understood as
 * @throws {BenchError} naming the file, what is missing and under which names it was looked for
 */
export function exampleLayout(
  file: string,
  columns: readonly string[],
  options: TableOptions,
  before?: ExampleLayout,
): ExampleLayout {
  // The rows of a JSONL file may have different keys.
  if (!file.toLowerCase().includes('.jsonl')) checkMapping(file, columns, options);
  const example = fieldPositions(EXAMPLE_FIELDS, columns, options);
  if (example.prompt === undefined && example.messages === undefined) throw missingColumn(file, columns, 'prompt');
  const kind = before?.kind ?? options.layout ?? guessKind(columns, options);
  return { kind, columns, example, metadata: metadataPositions(columns, options) };
}

function checkMapping(file: string, columns: readonly string[], options: TableOptions): void {
  for (const column of [...Object.values(options.columns ?? {}), ...(options.metadata ?? [])]) {
    if (!columns.includes(column)) {
      throw new BenchError(`${file}: there is no column "${column}"`, {
        hint: `Columns are ${shownColumns(columns)}.`,
      });
    }
  }
}

/** Positions of the fields that there are. */
export function fieldPositions<F extends ExampleField | OutcomeField>(
  fields: readonly F[],
  columns: readonly string[],
  options: TableOptions,
): Partial<Record<F, number>> {
  const found: Partial<Record<F, number>> = {};
  for (const field of fields) {
    const at = positionOf(field, columns, options.columns?.[field]);
    if (at !== undefined && !options.metadata?.includes(columns[at]!)) found[field] = at;
  }
  return found;
}

function guessKind(columns: readonly string[], options: TableOptions): ExampleLayout['kind'] {
  if (positionOf('model', columns, options.columns?.model) === undefined) return 'wide';
  const long = fieldPositions(OUTCOME_FIELDS, columns, options);
  return isGradable(long) || !columns.some((column) => splitModelColumn(column) !== undefined) ? 'long' : 'wide';
}

export function isGradable(at: Partial<Record<OutcomeField, number>>): boolean {
  return at.quality !== undefined || at.response !== undefined;
}

function metadataPositions(columns: readonly string[], options: TableOptions): Map<string, number> {
  const found = new Map<string, number>();
  for (const column of options.metadata ?? []) if (columns.includes(column)) found.set(column, columns.indexOf(column));
  for (const [position, column] of columns.entries()) {
    if (column.startsWith('metadata.')) found.set(column.slice('metadata.'.length), position);
  }
  return found;
}

export function missingColumn(
  file: string,
  columns: readonly string[],
  field: 'prompt' | 'model' | 'quality' | 'grader',
): BenchError {
  return new BenchError(`${file}: no column for "${field}"; looked for ${namesOf(field)}`, {
    hint: `Columns are ${shownColumns(columns)}. Name it in the options: columns: { ${field}: "…" }.`,
  });
}

export function shownColumns(columns: readonly string[]): string {
  const shown = columns.slice(0, 20).map((column) => `"${column.slice(0, 60)}"`);
  return `${shown.join(', ')}${columns.length > 20 ? ` and ${columns.length - 20} more` : ''}`;
}
