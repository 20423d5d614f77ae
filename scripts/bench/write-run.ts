import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Evaluation } from '../../harness/evaluate/evaluate.ts';
import type { EvaluationInput } from '../../harness/evaluate/evaluation-input.ts';
import { keepEvaluation } from '../kept/keep-evaluation.ts';
import { keepPrompts, type PromptsToKeep } from '../kept/keep-prompts.ts';
import { readTestDecisions } from '../kept/read-test-decisions.ts';
import type { Progress } from '../progress.ts';
import { candidateFolder } from './candidate-files.ts';

export interface RunToWrite extends Evaluation {
  readonly input: EvaluationInput;
  /** Where the texts of answers are; left out, the run keeps no texts at all. */
  readonly texts: Omit<PromptsToKeep, 'input'> | undefined;
  readonly progress: Progress;
}

/** Writes everything of a run but its policies: results, compact files, prompts, report, timings. */
export async function writeRun(
  folder: string,
  { results, input, texts, progress, ...rest }: RunToWrite,
): Promise<void> {
  await writeFile(join(folder, 'results.json'), `${JSON.stringify(results, null, 1)}\n`);
  await keepEvaluation(folder, { ...rest, results, input, policyFolder: candidateFolder });
  if (texts !== undefined) await keepPrompts(folder, { ...texts, input });
  // The chart library takes a second to load: not for a run that ends with an error.
  const { writeReport } = await import('../../reports/write-report.ts');
  await writeReport(results, folder, await readTestDecisions(folder, results));
  progress.end();
  await writeFile(join(folder, 'timings.json'), `${JSON.stringify({ seconds: progress.timings() }, null, 1)}\n`);
}
