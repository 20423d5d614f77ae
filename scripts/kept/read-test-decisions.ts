import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Results } from '../../harness/evaluate/results.ts';
import type { RouterDecisions, TestDecisions } from '../../reports/disagreements/test-decisions.ts';
import type { ReadColumn } from './assessment-columns.ts';
import { evaluationRecordSchema } from './evaluation-record.ts';
import { SHIPPED_DECISIONS } from './keep-evaluation.ts';
import { fitting, readColumns, readJson } from './kept-file.ts';
import { readPrompts } from './prompts-file.ts';
import { checkPlaces } from './read-evaluation.ts';
import { neededColumn, type Rows, readRows } from './read-rows.ts';

/**
 * What the candidates of a run did with its test prompts, read from its folder; no texts for redacted results.
 *
 * @returns `undefined` for a run of a version that kept nothing but results
 * @throws {BenchError} naming the file that does not hold
 */
export async function readTestDecisions(folder: string, results: Results): Promise<TestDecisions | undefined> {
  const recordFile = join(folder, 'evaluation.json');
  if (!existsSync(recordFile)) return undefined;
  const rows = await readRows(folder, await readJson(recordFile, evaluationRecordSchema));
  const { table, split } = rows;
  const models = table.models.map(({ id }) => id);
  const routers: RouterDecisions[] = [];
  for (const router of results.routers) routers.push(await readRouter(folder, router, rows));
  const head = { models, routers: routers.map(({ name }) => name) };
  const texts = results.redacted ? undefined : await readPrompts(folder, head, split.test.length);
  const shipped = join(folder, SHIPPED_DECISIONS);
  if (results.policy.kind === 'mixture' && existsSync(shipped)) {
    const choices = choicesFrom(shipped, await readColumns(shipped), rows);
    routers.push({ name: results.policy.candidate, choices });
  }
  const cells = (column: Float64Array) => {
    const { length } = models;
    return Float64Array.from(
      { length: split.test.length * length },
      (_, cell) => column[split.test[Math.floor(cell / length)]! * length + (cell % length)]!,
    );
  };
  return {
    ids: Array.from(split.test, (row) => table.examples[row]!.id),
    tasks: Array.from(split.test, (row) => table.examples[row]!.task),
    models,
    quality: cells(table.quality),
    costUsd: cells(table.costUsd),
    latencyMs: cells(table.latencyMs),
    routers,
    ...(texts === undefined ? {} : { texts }),
  };
}

/** @throws {BenchError} naming the file, when it is about other prompts or models */
function choicesFrom(path: string, read: ReadColumn, { split, table }: Rows) {
  return fitting(path, () => {
    const choices = neededColumn(read, 'choice', split.test.length);
    const wrong = choices.find((model) => model < -1 || model >= table.models.length);
    if (wrong !== undefined) throw new Error(`there is no model ${wrong} in a pool of ${table.models.length}`);
    return choices;
  });
}

async function readRouter(
  folder: string,
  { name, files }: Results['routers'][number],
  rows: Rows,
): Promise<RouterDecisions> {
  const { split, table } = rows;
  checkPlaces(folder, Object.values(files));
  const [path, count] = [join(folder, files.decisions), split.test.length];
  const decided = await readColumns(path);
  const assessed = await readColumns(join(folder, files.assessments));
  return fitting(path, () => {
    const optional = (column: string) =>
      decided(column) === null ? undefined : neededColumn(decided, column, split.test.length);
    const [billUsd, billLatencyMs] = [optional('billUsd'), optional('billLatencyMs')];
    const hasScores = assessed('test.quality') !== null;
    return {
      name,
      choices: choicesFrom(path, decided, rows),
      ...(billUsd && { billUsd }),
      ...(billLatencyMs && { billLatencyMs }),
      ...(hasScores && { predicted: neededColumn(assessed, 'test.quality', count * table.models.length) }),
    };
  });
}
