import { rename, rm, writeFile } from 'node:fs/promises';
import type { Results } from '../../harness/evaluate/results.ts';
import type { Studies } from '../../harness/evaluate/studies/studies-schema.ts';
import { readTestDecisions } from '../kept/read-test-decisions.ts';
import { renderInto } from '../render-into.ts';
import { studiesFile } from './read-studies.ts';

/** Writes `studies.json` into the folder of a run, whole or not at all, and renders its report again. */
export async function writeStudies(run: string, results: Results, studies: Studies): Promise<void> {
  const file = studiesFile(run);
  const staged = `${file}.${process.pid}`;
  try {
    await writeFile(staged, `${JSON.stringify(studies, null, 1)}\n`);
    await rename(staged, file);
  } finally {
    await rm(staged, { force: true });
  }
  const { writeReport } = await import('../../reports/write-report.ts');
  const decisions = await readTestDecisions(run, results);
  await renderInto(run, (folder) => writeReport(results, folder, { studies, decisions }));
}
