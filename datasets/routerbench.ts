import { statSync } from 'node:fs';
import { BenchError } from '../harness/bench-error.ts';
import { countTokens } from '../harness/count-tokens.ts';
import type { Dataset, DatasetCard, DatasetSource, LoadOptions } from '../harness/dataset.ts';
import { type Example, emptyTable, type OutcomeTable, STATUS } from '../harness/outcome-table.ts';
import { datasetFingerprint } from './dataset-fingerprint.ts';
import { publicFile } from './public-files.ts';
import { type AnswerTokens, answerTokens, countingStride } from './routerbench/answer-tokens.ts';
import { readRouterBenchAnswers } from './routerbench/routerbench-answers.ts';
import { numberCell, promptMessages, textCell } from './routerbench/routerbench-cells.ts';
import { type ModelColumns, type RouterBenchColumns, routerBenchColumns } from './routerbench/routerbench-columns.ts';
import { routerBenchRows } from './routerbench/routerbench-rows.ts';
import type { TableRow } from './tables/table-row.ts';

export interface RouterBenchOptions {
  /**
   * A RouterBench file of your own: the pandas pickle as published (`routerbench_0shot.pkl`, 36,497 rows) or a CSV of
   * it. Default: the public sample of 365 rows.
   */
  readonly path?: string;
}

/**
 * RouterBench (arXiv 2403.12031): 11 models of 2023 with score, response and cost per prompt. Costs are in the file;
 * prices are not, and token counts are estimated.
 */
export function routerBench(options: RouterBenchOptions = {}): DatasetSource {
  const name = options.path === undefined ? 'routerbench-sample' : 'routerbench';
  return {
    name,
    load: async (load = {}) => loadRouterBench(name, options.path ?? publicFile(SAMPLE), load),
  };
}

const SAMPLE = 'routerbench/routerbench_0shot_sample.csv';

async function loadRouterBench(name: string, file: string, { onProgress }: LoadOptions): Promise<Dataset> {
  const stride = countingStride(fileBytes(file));
  let reading: Reading | undefined;
  for await (const row of routerBenchRows(file, (share) => onProgress?.(share, name))) {
    if (reading === undefined) reading = startReading(file, row, stride);
    addRow(reading, row);
  }
  if (reading === undefined) throw new BenchError(`${file} has no rows`);
  const table = tableOf(reading);
  return {
    card: cardOf(name, stride, table.examples.length),
    table,
    fingerprint: datasetFingerprint(table),
    notes: [
      'oracle_model_to_route_to is the cheapest correct model, derived from the scores: it is not used as a label.',
      ...(reading.unanswered > 0 ? [`${reading.unanswered} cells without a score or a cost are missing.`] : []),
    ],
    readAnswers: (onAnswer) => readRouterBenchAnswers(file, onAnswer),
  };
}

/** What has been read so far; cells in row-major order. */
interface Reading {
  readonly file: string;
  readonly columns: RouterBenchColumns;
  readonly examples: Example[];
  readonly ids: Set<string>;
  readonly status: number[];
  readonly quality: number[];
  readonly costUsd: number[];
  readonly inputTokens: number[];
  readonly answers: AnswerTokens;
  unanswered: number;
}

function startReading(file: string, { columns }: TableRow, stride: number): Reading {
  const found = routerBenchColumns(file, columns);
  const answers = answerTokens(found.models.length, stride);
  const cells = { status: [], quality: [], costUsd: [], inputTokens: [] };
  return { file, columns: found, examples: [], ids: new Set(), ...cells, answers, unanswered: 0 };
}

function addRow(reading: Reading, row: TableRow): void {
  const { columns, file } = reading;
  const place = (column: string) => ({ file, row: row.row, column });
  const id = textCell(row.values[columns.id], place('sample_id'));
  if (reading.ids.has(id)) throw new BenchError(`${file}, row ${row.row}, field "sample_id": "${id}" is there twice`);
  reading.ids.add(id);
  const messages = promptMessages(row.values[columns.prompt], place('prompt'));
  const task = textCell(row.values[columns.task], place('eval_name'));
  reading.examples.push({ id, request: { messages, metadata: {} }, task });
  const inputTokens = messages.reduce((sum, { content }) => sum + countTokens(content), 0);
  columns.models.forEach((model, m) => {
    addCell(reading, row, model, m, inputTokens);
  });
}

function addCell(reading: Reading, row: TableRow, model: ModelColumns, m: number, inputTokens: number): void {
  const place = (column: string) => ({ file: reading.file, row: row.row, column });
  const quality = numberCell(row.values[model.score], place(model.id), 0, 1);
  const cost = numberCell(row.values[model.cost], place(`${model.id}|total_cost`), 0, Number.MAX_VALUE);
  const isEmpty = reading.answers.add(m, row.values[model.response]);
  const isAnswered = !Number.isNaN(quality) && !Number.isNaN(cost);
  if (!isAnswered) reading.unanswered += 1;
  reading.status.push(isAnswered ? (isEmpty ? STATUS.empty : STATUS.ok) : STATUS.missing);
  reading.quality.push(isAnswered ? quality : Number.NaN);
  reading.costUsd.push(isAnswered ? cost : Number.NaN);
  reading.inputTokens.push(isAnswered ? inputTokens : Number.NaN);
}

function tableOf(reading: Reading): OutcomeTable {
  const models = reading.columns.models.map(({ id }) => ({ id }));
  const table = emptyTable(reading.examples, models);
  table.status.set(reading.status);
  table.quality.set(reading.quality);
  table.costUsd.set(reading.costUsd);
  table.inputTokens.set(reading.inputTokens);
  const tokens = reading.answers.tokens();
  table.outputTokens.set(tokens.map((count, i) => (table.status[i] === STATUS.missing ? Number.NaN : count)));
  return table;
}

function cardOf(name: string, stride: number, examples: number): DatasetCard {
  const answers = stride === 1 ? '' : ` (one answer in ${stride} counted, the others from their length)`;
  return {
    name,
    title: name === 'routerbench' ? 'RouterBench' : 'RouterBench, public 1 % sample',
    description: `${examples.toLocaleString('en')} prompts of RouterBench with score and cost of each model.`,
    licence: 'MIT',
    source: 'RouterBench, arXiv 2403.12031; sample: FrontierCS/Frontier-CS at 4d508c1',
    simulated: false,
    scale: { min: 0, max: 1 },
    estimates: [`token counts: o200k tokenizer, estimated from prompt and response${answers}`],
  };
}

function fileBytes(file: string): number {
  try {
    return statSync(file).size;
  } catch (cause) {
    throw new BenchError(`${file} cannot be read: ${(cause as Error).message}`, { cause });
  }
}
