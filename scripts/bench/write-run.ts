import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BenchError } from '../../harness/bench-error.ts';
import type { Evaluation } from '../../harness/evaluate/evaluate.ts';
import type { EvaluationInput } from '../../harness/evaluate/evaluation-input.ts';
import type { Studies } from '../../harness/evaluate/studies/studies-schema.ts';
import { keepEvaluation } from '../kept/keep-evaluation.ts';
import { keepPrompts, type PromptsToKeep } from '../kept/keep-prompts.ts';
import { readTestDecisions } from '../kept/read-test-decisions.ts';
import type { Progress } from '../progress.ts';
import { readStudies, studiesFile } from '../study/read-studies.ts';
import { candidateFolder } from './candidate-files.ts';

export interface RunToWrite extends Evaluation {
  readonly input: EvaluationInput;
  /** The folder that the run will replace, if there is one. Studies in it stay where the results are the same. */
  readonly replaces: string;
  /** Where the texts of answers are; left out, the run keeps no texts at all. */
  readonly texts: Omit<PromptsToKeep, 'input'> | undefined;
  readonly progress: Progress;
}

/** Writes everything of a run but its policies: results, compact files, prompts, report, timings. */
export async function writeRun(folder: string, run: RunToWrite): Promise<void> {
  const { results, input, replaces, texts, progress, ...rest } = run;
  const text = `${JSON.stringify(results, null, 1)}\n`;
  await writeFile(join(folder, 'results.json'), text);
  const studies = await keptStudies(replaces, folder, results, text);
  await keepEvaluation(folder, { ...rest, results, input, policyFolder: candidateFolder });
  if (texts !== undefined) await keepPrompts(folder, { ...texts, input });
  // The chart library takes a second to load: not for a run that ends with an error.
  const { writeReport } = await import('../../reports/write-report.ts');
  await writeReport(results, folder, { studies, decisions: await readTestDecisions(folder, results) });
  progress.end();
  await writeFile(join(folder, 'timings.json'), `${JSON.stringify({ seconds: progress.timings() }, null, 1)}\n`);
}

/** Studies of the very same results, carried over; `undefined` where there are none, or none that can be read. */
async function keptStudies(
  from: string,
  to: string,
  results: Evaluation['results'],
  text: string,
): Promise<Studies | undefined> {
  const before = await readFile(join(from, 'results.json'), 'utf8').catch(() => undefined);
  if (before !== text) return undefined;
  const studies = await readStudies(from, results).catch((error: unknown) => {
    if (error instanceof BenchError) return undefined; // a finished bench is not lost for a damaged study
    throw error;
  });
  if (studies !== undefined) await copyFile(studiesFile(from), studiesFile(to));
  return studies;
}
