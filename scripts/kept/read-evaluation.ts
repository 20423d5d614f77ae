import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { BenchError } from '../../harness/bench-error.ts';
import type { Candidate, EvaluationInput } from '../../harness/evaluate/evaluation-input.ts';
import type { Results } from '../../harness/evaluate/results.ts';
import { readResults } from '../read-results.ts';
import { assessmentsFrom } from './assessment-columns.ts';
import { type EvaluationRecord, evaluationRecordSchema } from './evaluation-record.ts';
import { fitting, readColumns, readJson } from './kept-file.ts';
import { neededColumn, type Rows, readRows } from './read-rows.ts';

/** A run as it can be evaluated again. Its examples have no prompts. */
export interface KeptRun {
  readonly results: Results;
  readonly input: EvaluationInput;
  /** By candidate: the model of each test row, −1 = refused. */
  readonly decisions: ReadonlyMap<string, Int16Array>;
  /** By candidate: the folder of its policy within the run. */
  readonly policies: ReadonlyMap<string, string>;
}

/**
 * What `evaluate` was given for a run, read from its folder.
 *
 * @throws {BenchError} naming the file, when the run was made by an older version, or a file does not hold
 */
export async function readEvaluation(folder: string): Promise<KeptRun> {
  const results = await readResults(join(folder, 'results.json'));
  const recordFile = join(folder, 'evaluation.json');
  await checkKept(folder, recordFile);
  const record = await readJson(recordFile, evaluationRecordSchema);
  if (record.candidates.length !== results.routers.length) {
    throw new BenchError(
      `${recordFile} has ${record.candidates.length} candidates, results.json ${results.routers.length}`,
    );
  }
  for (const { files } of results.routers) checkPlaces(folder, Object.values(files));
  const rows = await readRows(folder, record);
  const candidates: Candidate[] = [];
  const decisions = new Map<string, Int16Array>();
  for (const [i, names] of record.candidates.entries()) {
    const result = results.routers[i]!;
    candidates.push(await readCandidate(folder, result, names, rows));
    decisions.set(result.name, await readDecisions(join(folder, result.files.decisions), rows));
  }
  return {
    results,
    input: {
      ...factsOf(results),
      salt: record.salt,
      candidates,
      ...rows,
      split: { ...rows.split, figures: results.split },
    },
    decisions,
    policies: new Map(record.candidates.map(({ policy }, i) => [results.routers[i]!.name, policy])),
  };
}

async function checkKept(folder: string, file: string): Promise<void> {
  if ((await stat(file).catch(() => undefined)) !== undefined) return;
  throw new BenchError(`${folder} was made by an older version of Signalbox, which kept too little to price it again`, {
    hint: 'Run the bench again: signalbox bench.',
  });
}

/** Names in a file may not lead out of the run: they are read from, and written to in the next run. */
export function checkPlaces(folder: string, places: readonly string[]): void {
  const wrong = places.find((place) => !/^(?:assessments|decisions)\/[\w-]+\.columns$/.test(place));
  if (wrong !== undefined) throw new BenchError(`${join(folder, 'results.json')} names the file "${wrong}"`);
}

async function readCandidate(
  folder: string,
  { name, kind, learned, notDeployable, notes, files }: Results['routers'][number],
  names: EvaluationRecord['candidates'][number],
  { split, table }: Rows,
): Promise<Candidate> {
  const path = join(folder, files.assessments);
  const read = await readColumns(path);
  const part = (stem: string) =>
    fitting(path, () => ({
      validate: assessmentsFrom(read, `${stem}validate`, split.validate.length, table.models.length, names),
      test: assessmentsFrom(read, `${stem}test`, split.test.length, table.models.length, names),
    }));
  return {
    name,
    kind,
    learned,
    ...(notDeployable === undefined ? {} : { notDeployable }),
    notes,
    files,
    assessments: part(''),
    ...(names.hasShuffled ? { shuffled: part('shuffled.') } : {}),
  };
}

async function readDecisions(path: string, { split, table }: Rows): Promise<Int16Array> {
  const read = await readColumns(path);
  return fitting(path, () => {
    const choices = Int16Array.from(neededColumn(read, 'choice', split.test.length));
    const wrong = choices.find((model) => model < -1 || model >= table.models.length);
    if (wrong !== undefined) throw new Error(`there is no model ${wrong} in a pool of ${table.models.length}`);
    return choices;
  });
}

/** What `results.json` says of the input. */
function factsOf({ name, seed, dataset, objective, fingerprints, traffic, redacted }: Results) {
  const { notes, examples, missing, worstCase, complete: _, ...card } = dataset;
  return {
    name,
    seed,
    objective: objective as EvaluationInput['objective'],
    fingerprints,
    ...(traffic && { traffic }),
    ...(redacted && { redacted }),
    dataset: {
      card: card as EvaluationInput['dataset']['card'],
      notes,
      examples,
      missing,
      ...(worstCase && { worstCase }),
    },
  };
}
