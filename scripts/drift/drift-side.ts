import { existsSync } from 'node:fs';
import { locateDataset } from '../../datasets/locate-dataset.ts';
import { openDataset } from '../../datasets/open-dataset.ts';
import { readObjects } from '../../datasets/read-objects.ts';
import { BenchError } from '../../harness/bench-error.ts';
import { emptyTable, type OutcomeTable, takeRows } from '../../harness/outcome-table.ts';
import { lastUserText } from '../../harness/request.ts';
import { isLogRow, readLog } from './read-log.ts';

/** One side of a comparison: prompts, and outcomes where it has any. */
export interface DriftSide {
  readonly name: string;
  readonly kind: 'dataset' | 'log';
  /** Of a log without models. */
  readonly table: OutcomeTable;
  /** What was left out on reading, in words. */
  readonly notes: readonly string[];
}

/**
 * A dataset by name or path, or a log: JSON Lines whose first row has a request but no columns of a table of outcomes.
 * Prompts that are blank are left out.
 *
 * @throws {BenchError} where there is nothing under that name, or it cannot be read
 */
export async function readSide(
  nameOrPath: string,
  onProgress?: (share: number, what: string) => void,
): Promise<DriftSide> {
  const located = locateDataset(nameOrPath);
  if (located.kind === 'table' && (await isLog(located.file))) {
    const { name, examples, notes } = await readLog(located.file, (share) => onProgress?.(share, 'rows'));
    return withoutBlank({ name, kind: 'log', table: emptyTable(examples, []), notes });
  }
  const source = openDataset(nameOrPath);
  const { table, card } = await source.load(onProgress === undefined ? {} : { onProgress });
  return withoutBlank({ name: card.name, kind: 'dataset', table, notes: [] });
}

/** A prompt without a visible character says nothing, and all of them are alike. */
export function withoutBlank(side: DriftSide): DriftSide {
  const { examples } = side.table;
  const rows = [...examples.keys()].filter((row) => lastUserText(examples[row]!.request).trim() !== '');
  if (rows.length === 0) throw new BenchError(`${side.name} has no prompt that is not blank`);
  if (rows.length === examples.length) return side;
  const note = `${side.name}: ${examples.length - rows.length} blank prompts left out`;
  return { ...side, table: takeRows(side.table, rows), notes: [...side.notes, note] };
}

async function isLog(file: string): Promise<boolean> {
  // Options beside a file say how it is read as a table.
  if (!/\.jsonl(?:\.gz)?$/i.test(file) || existsSync(`${file}.json`)) return false;
  for await (const { value } of readObjects(file)) return isLogRow(value);
  return false;
}
