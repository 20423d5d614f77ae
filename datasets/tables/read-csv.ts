import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { CsvError, type Parser, parse } from 'csv-parse';
import { BenchError } from '../../harness/bench-error.ts';
import { isForbiddenKey } from '../forbidden-key.ts';
import { type OnProblem, throwProblem } from '../problem.ts';
import { DEFAULT_LIMITS, type ReadOptions } from '../read-limits.ts';
import { readText } from '../read-text.ts';
import type { TableRow } from './table-row.ts';

/**
 * Streams the records of a `.csv` or `.csv.gz` file with a header. Records are plain arrays of strings: turning each
 * into an object doubles the time of csv-parse.
 */
export async function* readCsv(file: string, options: ReadOptions = {}): AsyncGenerator<TableRow> {
  const onProblem = options.onProblem ?? throwProblem;
  let columns: readonly string[] | undefined;
  let row = 0;
  for await (const values of records(file, options)) {
    row += 1;
    if (columns === undefined) {
      columns = values;
      checkHeader(file, columns, onProblem);
    } else if (values.length !== columns.length) {
      onProblem(ragged(file, row, columns.length, values.length));
    } else {
      yield { row, columns, values };
    }
  }
  if (row <= 1)
    onProblem({ file, message: row === 0 ? 'the file is empty' : 'a header and no rows', severity: 'error' });
}

async function* records(file: string, options: ReadOptions): AsyncGenerator<string[]> {
  const { maxLineBytes } = { ...DEFAULT_LIMITS, ...options.limits };
  const parser: Parser = parse({
    columns: false,
    cast: false,
    skip_empty_lines: true,
    // Ragged records are found by the caller, who can name them and go on.
    relax_column_count: true,
    max_record_size: maxLineBytes,
  });
  let failure: unknown;
  pipeline(Readable.from(readText(file, options)), parser).catch((error: unknown) => {
    failure = error;
  });
  try {
    yield* parser as AsyncIterable<string[]>;
  } catch (error) {
    throw explain(file, failure ?? error);
  }
}

function checkHeader(file: string, columns: readonly string[], onProblem: OnProblem): void {
  const seen = new Set<string>();
  for (const column of columns) {
    if (isForbiddenKey(column)) {
      onProblem({ file, row: 1, field: column, message: 'this column name is not allowed', severity: 'error' });
    }
    if (seen.has(column)) {
      onProblem({ file, row: 1, field: column, message: 'two columns have this name', severity: 'error' });
    }
    seen.add(column);
  }
}

function ragged(file: string, row: number, expected: number, found: number) {
  return {
    file,
    row,
    message: `a ragged row: ${found} cells, and the header has ${expected} columns`,
    severity: 'error',
    hint: 'A cell that holds a comma, a quote or a newline stands in double quotes; a quote inside is doubled.',
  } as const;
}

function explain(file: string, error: unknown): unknown {
  if (!(error instanceof CsvError)) return error;
  const row = typeof error.records === 'number' ? `, row ${error.records + 1}` : '';
  return new BenchError(`${file}${row}: ${error.message}`, {
    hint: 'A cell that holds a comma, a quote or a newline stands in double quotes; a quote inside is doubled.',
    cause: error,
  });
}
