import { closeSync, createReadStream, openSync, readFileSync, readSync, statSync } from 'node:fs';
import { extname } from 'node:path';
import { CsvError, parse } from 'csv-parse';
import { BenchError } from '../../harness/bench-error.ts';
import { fileLines, MOST_ROW_LENGTH } from './file-lines.ts';

/** One row of a file: its cells by column. */
export interface DecisionRow {
  /** 1-based: the line of a JSONL file, the record of a CSV file with its header as the first, the item of a JSON list. */
  readonly row: number;
  readonly cells: ReadonlyMap<string, unknown>;
}

export const FORMATS = ['csv', 'jsonl', 'json'] as const;
export type DecisionFormat = (typeof FORMATS)[number];

/** How much of a hostile file is read before it is refused. */
const MOST_FILE_BYTES = 4 * 2 ** 30;
/** A JSON list is read in one piece. */
const MOST_LIST_BYTES = 256 * 2 ** 20;

/**
 * Streams the rows of a file of decisions.
 *
 * @param format by the ending of the file where it is left out
 * @throws {BenchError} naming the file, the row and what is wrong with it
 */
export async function* decisionRows(file: string, format?: DecisionFormat): AsyncGenerator<DecisionRow> {
  const bytes = sizeOf(file);
  if (bytes > MOST_FILE_BYTES) throw new BenchError(`${file} has ${bytes} bytes, more than ${MOST_FILE_BYTES}`);
  const read = { csv: csvRows, jsonl: jsonlRows, json: listRows }[format ?? formatOf(file)];
  yield* read(file, bytes);
}

function sizeOf(file: string): number {
  try {
    const stats = statSync(file);
    if (stats.isFile()) return stats.size;
  } catch (cause) {
    throw new BenchError(`${file} cannot be read: ${(cause as Error).message}`, {
      hint: 'A path is relative to the folder in which the command runs.',
      cause,
    });
  }
  throw new BenchError(`${file} is no file`);
}

const ENDINGS: ReadonlyMap<string, DecisionFormat> = new Map([
  ['.csv', 'csv'],
  ['.jsonl', 'jsonl'],
  ['.ndjson', 'jsonl'],
  ['.json', 'json'],
]);

function formatOf(file: string): DecisionFormat {
  const ending = extname(file).toLowerCase();
  const format = ENDINGS.get(ending);
  if (format !== undefined) return format;
  const hint = ending === '.npy' ? FROM_ROUTELLM_CACHE : `Say which it is: format: '${FORMATS.join("' or '")}'.`;
  throw new BenchError(`${file}: decisions are read from ${[...ENDINGS.keys()].join(', ')}`, { hint });
}

/** The cache of RouteLLM's evaluation is a pickle of win rates by row number, without the prompts. */
const FROM_ROUTELLM_CACHE =
  'A cache of RouteLLM has no prompts: write them together, benchmark.all_data.assign(win_rate=numpy.load("cache.npy", allow_pickle=True).item()["mf"]).to_csv("win-rates.csv").';

async function* csvRows(file: string): AsyncGenerator<DecisionRow> {
  const parser = parse({ bom: true, skip_empty_lines: true, max_record_size: MOST_ROW_LENGTH });
  const source = createReadStream(file);
  source.on('error', (error) => parser.destroy(error));
  source.pipe(parser);
  let columns: readonly string[] | undefined;
  let row = 0;
  try {
    for await (const values of parser as AsyncIterable<string[]>) {
      row += 1;
      if (columns === undefined) columns = checkedHeader(file, values);
      else yield { row, cells: new Map(columns.map((column, i) => [column, values[i]])) };
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    // The parser reads ahead of the rows that were taken from it: only it knows where it stopped.
    const at = typeof error.records === 'number' ? error.records + 1 : row + 1;
    throw new BenchError(`${file}, row ${at}: ${error.message}`, {
      hint: 'A cell that holds a comma, a quote or a newline stands in double quotes; a quote inside is doubled.',
      cause: error,
    });
  } finally {
    source.destroy();
  }
}

function checkedHeader(file: string, columns: readonly string[]): readonly string[] {
  for (const [at, column] of columns.entries()) {
    checkName(file, 1, column);
    if (columns.indexOf(column) < at) throw new BenchError(`${file}, row 1: two columns are named "${column}"`);
  }
  return columns;
}

async function* jsonlRows(file: string): AsyncGenerator<DecisionRow> {
  for await (const { row, text } of fileLines(file)) yield objectRow(file, row, parsed(file, row, text));
}

/** A `.json` file holds a list, or objects line by line. */
async function* listRows(file: string, bytes: number): AsyncGenerator<DecisionRow> {
  if (!startsWithList(file)) {
    yield* jsonlRows(file);
    return;
  }
  if (bytes > MOST_LIST_BYTES) {
    throw new BenchError(`${file} has ${bytes} bytes: a JSON list is read up to ${MOST_LIST_BYTES}`, {
      hint: 'Write it as JSONL, one object on each line.',
    });
  }
  // Trimming takes a byte order mark off as well.
  const list = parsed(file, undefined, readFileSync(file, 'utf8').trim()) as readonly unknown[];
  for (const [at, item] of list.entries()) yield objectRow(file, at + 1, item);
}

const PEEKED_BYTES = 1024;

function startsWithList(file: string): boolean {
  const opened = openSync(file, 'r');
  try {
    const start = Buffer.alloc(PEEKED_BYTES);
    readSync(opened, start, 0, PEEKED_BYTES, 0);
    return start.toString('utf8').trim().startsWith('[');
  } finally {
    closeSync(opened);
  }
}

function parsed(file: string, row: number | undefined, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const where = row === undefined ? file : `${file}, row ${row}`;
    throw new BenchError(`${where}: no JSON: ${(cause as Error).message}`, { cause });
  }
}

function objectRow(file: string, row: number, value: unknown): DecisionRow {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new BenchError(`${file}, row ${row}: not an object`);
  }
  const cells = new Map<string, unknown>(Object.entries(value));
  for (const name of cells.keys()) checkName(file, row, name);
  return { row, cells };
}

/** Names that reach the prototype of an object when they are assigned to. */
const FORBIDDEN: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

function checkName(file: string, row: number, name: string): void {
  if (FORBIDDEN.has(name)) throw new BenchError(`${file}, row ${row}: a column may not be named "${name}"`);
}
