import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { encodeColumns } from '../../harness/columns-file.ts';
import type { Evaluation } from '../../harness/evaluate/evaluate.ts';
import type { Assessment, Attachment } from '../../harness/router.ts';
import { writeReport } from '../../reports/write-report.ts';
import type { Progress } from '../progress.ts';
import type { FittedCandidate } from './fit-candidates.ts';
import type { PreparedData } from './prepare-data.ts';

export interface RunToWrite extends Evaluation {
  readonly fitted: readonly FittedCandidate[];
  readonly data: PreparedData;
  readonly progress: Progress;
}

/** Writes everything of a run but its policy: results, compact files, report, timings. */
export async function writeRun(folder: string, run: RunToWrite): Promise<void> {
  const { results, decisions, fitted, data, progress } = run;
  await write(folder, 'results.json', `${JSON.stringify(results, null, 1)}\n`);
  await write(folder, 'queries.json', `${JSON.stringify(queryIds(data))}\n`);
  const models = data.table.models.length;
  for (const { candidate } of fitted) {
    const { files, assessments, name } = candidate;
    const { validate, test } = assessments;
    const columns = { ...assessmentColumns('validate', validate, models), ...assessmentColumns('test', test, models) };
    await write(folder, files.assessments, encodeColumns(columns));
    const choices = Int32Array.from(decisions.get(name) ?? []);
    await write(folder, files.decisions, encodeColumns({ choice: { data: choices, shape: [choices.length] } }));
  }
  await writeReport(results, folder);
  progress.end();
  await write(folder, 'timings.json', `${JSON.stringify({ seconds: progress.timings() }, null, 1)}\n`);
}

/** The ids behind the rows of the compact files, in their order. */
function queryIds({ table, split }: PreparedData): { validate: string[]; test: string[] } {
  const ids = (rows: Uint32Array) => Array.from(rows, (row) => table.examples[row]!.id);
  return { validate: ids(split.validate), test: ids(split.test) };
}

/**
 * Assessments as columns: predicted quality and answer tokens (queries × models; NaN in a query that was ranked), rank of
 * each model (queries × models, −1 = not ranked), and the bill (queries × 3: USD, ms, calls).
 */
function assessmentColumns(part: string, all: readonly Assessment[], models: number): Record<string, Attachment> {
  const quality = new Float64Array(all.length * models).fill(Number.NaN);
  const outputTokens = new Float64Array(all.length * models).fill(Number.NaN);
  const rank = new Int32Array(all.length * models).fill(-1);
  const bill = new Float64Array(all.length * 3);
  all.forEach((assessment, i) => {
    if (assessment.kind === 'scores') {
      quality.set(assessment.quality, i * models);
      outputTokens.set(assessment.outputTokens, i * models);
    } else {
      assessment.models.forEach((model, place) => {
        rank[i * models + model] = place;
      });
    }
    bill.set([assessment.bill.usd, assessment.bill.latencyMs, assessment.bill.calls], i * 3);
  });
  const cells = [all.length, models];
  const ranked = all.some(({ kind }) => kind === 'ranking');
  const scored = all.some(({ kind }) => kind === 'scores');
  return {
    ...(scored
      ? {
          [`${part}.quality`]: { data: quality, shape: cells },
          [`${part}.outputTokens`]: { data: outputTokens, shape: cells },
        }
      : {}),
    ...(ranked ? { [`${part}.rank`]: { data: rank, shape: cells } } : {}),
    [`${part}.bill`]: { data: bill, shape: [all.length, 3] },
  };
}

async function write(folder: string, path: string, content: string | Uint8Array): Promise<void> {
  const target = join(folder, path);
  await mkdir(dirname(target), { recursive: true });
  await writeFile(target, content);
}
