import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { CsvError, parse } from 'csv-parse';
import { BenchError } from '../../harness/bench-error.ts';
import { isForbiddenKey } from '../forbidden-key.ts';
import { type OnProblem, throwProblem } from '../problem.ts';
import { DEFAULT_LIMITS, type ReadOptions } from '../read-limits.ts';
import { readText } from '../read-text.ts';
import type { TableRow } from './table-row.ts';

const QUOTING = 'A cell that holds a comma, a quote or a newline stands in double quotes; a quote inside is doubled.';

/**
 * Streams the records of a `.csv` or `.csv.gz` file with a header. Records are plain arrays of strings: turning each
 * into an object doubles the time of csv-parse.
 */
export async function* readCsv(file: string, options: ReadOptions = {}): AsyncGenerator<TableRow> {
  const onProblem = options.onProblem ?? throwProblem;
  let columns: readonly string[] | undefined;
  let row = 0;
  try {
    for await (const values of openCsv(file, options)) {
      row += 1;
      if (columns === undefined) {
        columns = values;
        checkHeader(file, columns, onProblem);
      } else if (values.length === columns.length) {
        yield { row, columns, values };
      } else {
        onProblem(ragged(file, row, columns.length, values.length));
      }
    }
  } catch (error) {
    throw error instanceof CsvError ? explain(file, error) : error;
  }
  if (row <= 1) {
    onProblem({ file, message: row === 0 ? 'the file is empty' : 'it has a header and no rows', severity: 'error' });
  }
}

function openCsv(file: string, options: ReadOptions): AsyncIterable<string[]> {
  const { maxLineBytes } = { ...DEFAULT_LIMITS, ...options.limits };
  const parser = parse({
    columns: false,
    cast: false,
    skip_empty_lines: true,
    // Ragged records are found by the caller, who can name them and go on.
    relax_column_count: true,
    max_record_size: maxLineBytes,
  });
  // A failure on either side destroys the parser, and iterating over it throws the failure.
  pipeline(Readable.from(readText(file, options)), parser).catch(() => {});
  return parser;
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
    hint: QUOTING,
  } as const;
}

/** The parser reads ahead of the rows that were taken from it: only it knows where it stopped. */
function explain(file: string, error: CsvError): BenchError {
  const row = typeof error.records === 'number' ? `, row ${error.records + 1}` : '';
  return new BenchError(`${file}${row}: ${error.message}`, { hint: QUOTING, cause: error });
}
