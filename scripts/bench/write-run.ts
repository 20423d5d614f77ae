import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Evaluation } from '../../harness/evaluate/evaluate.ts';
import type { EvaluationInput } from '../../harness/evaluate/evaluation-input.ts';
import { keepEvaluation } from '../kept/keep-evaluation.ts';
import type { Progress } from '../progress.ts';
import { candidateFolder } from './candidate-files.ts';

export interface RunToWrite extends Evaluation {
  readonly input: EvaluationInput;
  readonly progress: Progress;
}

/** Writes everything of a run but its policies: results, compact files, report, timings. */
export async function writeRun(folder: string, { results, decisions, input, progress }: RunToWrite): Promise<void> {
  await writeFile(join(folder, 'results.json'), `${JSON.stringify(results, null, 1)}\n`);
  await keepEvaluation(folder, { input, decisions, policyFolder: candidateFolder });
  // The chart library takes a second to load: not for a run that ends with an error.
  const { writeReport } = await import('../../reports/write-report.ts');
  await writeReport(results, folder);
  progress.end();
  await writeFile(join(folder, 'timings.json'), `${JSON.stringify({ seconds: progress.timings() }, null, 1)}\n`);
}
