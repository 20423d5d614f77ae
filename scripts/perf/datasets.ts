import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tableDataset } from '../../datasets/tables/table-dataset.ts';
import { random } from '../../harness/random.ts';
import type { Figure } from './figure.ts';
import { elapsed, peakResidentMb, residentMb } from './measure.ts';

/** RouterBench's shape: a prompt, then score, response and cost of each of eleven models. */
const ROWS = 36_497;
const MODELS = Array.from({ length: 11 }, (_, m) => `model-${m}`);
const MEGABYTES = 100;
const PROMPT_WORDS = 50;

/** Reads a table of 100 MB, made for the purpose in a temporary folder. */
export async function perfDatasets(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'signalbox-perf-'));
  try {
    const file = join(folder, 'table.csv');
    const bytes = writeTable(file);
    globalThis.gc?.();
    const before = residentMb();
    let rows = 0;
    const { seconds, cpuSeconds } = await elapsed(async () => {
      rows = (await tableDataset(file).load({})).table.examples.length;
    });
    if (rows !== ROWS) throw new Error(`${ROWS} rows were written and ${rows} read`);
    const megabytes = bytes / 1e6;
    return [
      { name: 'CSV of 100 MB, size', value: megabytes, unit: 'MB' },
      { name: 'CSV of 100 MB, reading', value: seconds, unit: 's', cpuSeconds, target: { atMost: 4 } },
      {
        name: 'CSV of 100 MB, memory beyond the start (twice the file: held twice)',
        value: peakResidentMb() - before,
        unit: 'MB',
        target: { atMost: 2 * megabytes },
      },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Writes row by row, so that what is measured later is the reader's memory and not the writer's. */
function writeTable(file: string): number {
  const rng = random(7);
  const responseLength = Math.floor((MEGABYTES * 1e6) / ROWS / MODELS.length) - 36;
  const descriptor = openSync(file, 'w');
  try {
    const columns = MODELS.flatMap((model) => [model, `${model}|model_response`, `${model}|total_cost`]);
    let bytes = writeSync(descriptor, `sample_id,prompt,eval_name,${columns.join(',')}\n`);
    for (let row = 0; row < ROWS; row++) {
      const words = Array.from({ length: PROMPT_WORDS }, () => WORDS[rng.integer(WORDS.length)]).join(' ');
      const cells = MODELS.map((_, m) => {
        const response = RESPONSE.slice(rng.integer(20)).slice(0, responseLength);
        return `${rng.next() < 0.5 ? '0.0' : '1.0'},"${response.replaceAll('"', '""')}",${(1e-5 * (m + rng.next())).toFixed(12)}`;
      });
      bytes += writeSync(descriptor, `task.test.${row},"['Question ${row}, ${words}?']",task,${cells.join(',')}\n`);
    }
    return bytes;
  } finally {
    closeSync(descriptor);
  }
}

const WORDS = 'river house question number city water music science history paper answer small green how many'.split(
  ' ',
);
const RESPONSE = `["The answer, as "computed" step by step, is 42.\n${'So it follows that the sum is right. '.repeat(20)}"]`;
