import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { encodeColumns } from '../../harness/columns-file.ts';
import type { Evaluation } from '../../harness/evaluate/evaluate.ts';
import type { Candidate, EvaluationInput } from '../../harness/evaluate/evaluation-input.ts';
import { drawOf } from '../../harness/evaluate/operating-point.ts';
import type { Bills } from '../../harness/evaluate/outcomes.ts';
import { slicesOf } from '../../harness/evaluate/slices.ts';
import { numbering } from '../../harness/numbering.ts';
import type { Attachment } from '../../harness/router.ts';
import { assessmentColumns } from './assessment-columns.ts';
import type { EvaluationRecord } from './evaluation-record.ts';
import { narrow, outcomeColumns } from './outcome-columns.ts';

/** What ships decides, where it is a mixture of single models: no candidate has its decisions. */
export const SHIPPED_DECISIONS = 'decisions/shipped.columns';

export interface EvaluationToKeep extends Evaluation {
  readonly input: EvaluationInput;
  /** Folder of a candidate's policy within the run. */
  policyFolder(candidate: Candidate): string;
}

/**
 * Writes everything that `evaluate` was given into compact files, so that a run can be evaluated again under other prices
 * without its dataset, its routers or its prompts.
 */
export async function keepEvaluation(
  folder: string,
  { input, decisions, bills, policyFolder, ...evaluation }: EvaluationToKeep,
): Promise<void> {
  const candidates: EvaluationRecord['candidates'] = [];
  for (const candidate of input.candidates) {
    const { columns, names } = assessmentColumns(partsOf(candidate), input.table.models.length);
    await write(folder, candidate.files.assessments, encodeColumns(columns));
    const decided = decisionColumns(decisions.get(candidate.name)!, bills.get(candidate.name)!);
    await write(folder, candidate.files.decisions, encodeColumns(decided));
    const hasShuffled = candidate.shuffled !== undefined;
    candidates.push({
      policy: policyFolder(candidate),
      hasShuffled,
      classes: [...names.classes],
      asked: [...names.asked],
      ...(names.signal === undefined ? {} : { signal: names.signal }),
    });
  }
  if (evaluation.results.policy.kind === 'mixture') {
    await write(folder, SHIPPED_DECISIONS, encodeColumns({ choice: choiceColumn(evaluation.shipped) }));
  }
  const { columns, signals } = outcomeColumns(input.table);
  const rows = rowColumns(input);
  await write(folder, 'outcomes.columns', encodeColumns({ ...columns, ...rows.columns }));
  const { tasks, labels, slices } = rows;
  const models = input.table.models as EvaluationRecord['models'];
  const record = { salt: input.salt, models, tasks, labels, slices, signals, candidates };
  await write(folder, 'evaluation.json', json({ schema: 'signalbox/evaluation', version: 2, ...record }));
  await write(folder, 'queries.json', `${JSON.stringify(queryIds(input))}\n`);
}

/** Of each test query: the model, −1 = refused, and what was spent beside its answer. */
function decisionColumns(choices: Int16Array, { billUsd, billLatencyMs }: Bills): Record<string, Attachment> {
  const shape = [choices.length];
  return {
    choice: choiceColumn(choices),
    billUsd: { data: narrow(billUsd), shape },
    billLatencyMs: { data: narrow(billLatencyMs), shape },
  };
}

function choiceColumn(choices: Int16Array): Attachment {
  return { data: Int32Array.from(choices), shape: [choices.length] };
}

function partsOf({ assessments, shuffled }: Candidate) {
  return {
    ...assessments,
    ...(shuffled === undefined ? {} : { 'shuffled.validate': shuffled.validate, 'shuffled.test': shuffled.test }),
  };
}

/** Facts of each row: its part (0 = train, 1 = validate, 2 = test), unit, task, label, slices, estimated tokens, draw, mask. */
function rowColumns(input: EvaluationInput) {
  const { table, split, inputTokens, draws, salt } = input;
  const rows = table.examples.length;
  const part = new Uint8Array(rows);
  for (const row of split.validate) part[row] = 1;
  for (const row of split.test) part[row] = 2;
  const tasks = numbering();
  const labels = numbering();
  const task = Int32Array.from(table.examples, (example) => tasks.of(example.task));
  const label = Int32Array.from(table.examples, (example) =>
    example.label === undefined ? -1 : labels.of(example.label),
  );
  const { keys, leftOut } = input.slices ?? slicesOf(table, split.train);
  const draw = Float64Array.from(split.test, (row) => draws?.[row] ?? drawOf(table.examples[row]!.request, salt));
  const columns: Record<string, Attachment> = {
    part: { data: part, shape: [rows] },
    unit: { data: split.units, shape: [rows] },
    task: { data: task, shape: [rows] },
    ...(labels.names.length === 0 ? {} : { label: { data: label, shape: [rows] } }),
    ...Object.fromEntries(keys.map(({ of }, k) => [`slice.${k}`, { data: of, shape: [rows] }])),
    promptTokens: { data: narrow(inputTokens), shape: [rows] },
    draw: { data: draw, shape: [draw.length] },
    ...(table.allowed === undefined ? {} : { allowed: { data: table.allowed, shape: [rows, table.models.length] } }),
  };
  const slices = { keys: keys.map(({ key, names }) => ({ key, names: [...names] })), leftOut: [...leftOut] };
  return { columns, tasks: tasks.names, labels: labels.names, slices };
}

/** The ids behind the rows of the compact files, in their order. */
function queryIds({ table, split }: EvaluationInput): { validate: string[]; test: string[] } {
  const ids = (rows: Uint32Array) => Array.from(rows, (row) => table.examples[row]!.id);
  return { validate: ids(split.validate), test: ids(split.test) };
}

function json(value: EvaluationRecord): string {
  return `${JSON.stringify(value, null, 1)}\n`;
}

async function write(folder: string, path: string, content: string | Uint8Array): Promise<void> {
  const target = join(folder, path);
  await mkdir(dirname(target), { recursive: true });
  await writeFile(target, content);
}
