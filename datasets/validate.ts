import { BenchError } from '../harness/bench-error.ts';
import type { Dataset } from '../harness/dataset.ts';
import { isAnswered } from '../harness/outcome-table.ts';
import { lastUserText } from '../harness/request.ts';
import { type LocatedDataset, locateDataset } from './locate-dataset.ts';
import { type NativeOptions, readNativeParts } from './native/read-native.ts';
import { openDataset } from './open-dataset.ts';
import { type OutcomeTraces, outcomeTraces } from './outcome-traces.ts';
import type { OnProblem, Problem } from './problem.ts';
import { suspiciousRows } from './suspicious-rows.ts';
import { readTable } from './tables/table-dataset.ts';
import { tableOptionsBeside } from './tables/table-options.ts';

/** A file that is broken in every row says no more with its millionth problem than with its thousandth. */
const MOST_PROBLEMS = 1000;

/**
 * Reads a dataset to the end and collects its problems instead of stopping at the first: errors, in the order of the
 * files, then warnings. What makes the rest unreadable (no such file, corrupt gzip) ends the reading.
 *
 * @returns at most 1000 problems
 * @throws {BenchError} when there is no dataset under that name or path
 */
export async function validateDataset(nameOrPath: string): Promise<readonly Problem[]> {
  const located = locateDataset(nameOrPath);
  const problems: Problem[] = [];
  const { traces, listeners } = outcomeTraces();
  const onProblem: OnProblem = (problem) => {
    problems.push(problem);
    if (problems.length >= MOST_PROBLEMS) throw new TooMany();
  };
  try {
    const dataset = await read(located, nameOrPath, { onProblem, ...listeners });
    if (dataset !== undefined) problems.push(...warnings(nameOrPath, dataset, traces));
  } catch (error) {
    if (error instanceof BenchError) {
      problems.push({ file: nameOrPath, message: error.message, severity: 'error', hint: error.hint });
    } else if (!(error instanceof TooMany)) throw error;
  }
  return problems.slice(0, MOST_PROBLEMS);
}

class TooMany extends Error {}

function read(located: LocatedDataset, nameOrPath: string, options: NativeOptions): Promise<Dataset | undefined> {
  if (located.kind === 'native') return readNativeParts(located.folder, options);
  if (located.kind === 'table') {
    return readTable(located.file, tableOptionsBeside(located.file), { onProblem: options.onProblem });
  }
  // Importers of public files throw at the first problem: those files are pinned by checksum.
  return openDataset(nameOrPath).load();
}

/** What is allowed and probably not meant. */
function warnings(file: string, { table }: Dataset, traces: OutcomeTraces): Problem[] {
  const warning = (message: string): Problem => ({ file, message, severity: 'warning' });
  const found: Problem[] = [];
  if (table.models.length < 2) found.push(warning('there is one model only: nothing to route between'));
  const width = table.models.length;
  const empty = table.examples.filter((_, i) => !table.status.subarray(i * width, (i + 1) * width).some(isAnswered));
  if (empty.length > 0)
    found.push(warning(`${empty.length} examples have no answered outcome, e.g. "${empty[0]!.id}"`));
  const repeated = repeatedPrompts(table.examples.map(({ request }) => lastUserText(request)));
  if (repeated > 0)
    found.push(warning(`${repeated} examples repeat the prompt of another one; a split keeps them together`));
  for (const { field, message } of suspiciousRows(table, traces)) found.push({ ...warning(message), field });
  return found;
}

function repeatedPrompts(prompts: readonly string[]): number {
  return prompts.length - new Set(prompts).size;
}
