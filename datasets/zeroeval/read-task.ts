import { join } from 'node:path';
import { BenchError } from '../../harness/bench-error.ts';
import { type Example, type Grading, STATUS } from '../../harness/outcome-table.ts';
import type { GradeResponse } from '../../harness/record/graders/grade.ts';
import { graderFor } from '../../harness/record/graders/grade-response.ts';
import { cachedTokenCounts } from './cached-token-counts.ts';
import { readZeroEvalFile, type ZeroEvalRow } from './zeroeval-file.ts';
import {
  gradingForModel,
  otherRule,
  type ZeroEvalRule,
  type ZeroEvalTask,
  zeroEvalGrading,
} from './zeroeval-grading.ts';

/** One task with what every model made of it. */
export interface TaskAnswers {
  readonly task: ZeroEvalTask;
  readonly examples: readonly Example[];
  /** Tokens of each prompt. */
  readonly inputTokens: Uint32Array;
  /** By model, then by example. */
  readonly answers: readonly (readonly Answer[])[];
}

export interface Answer {
  readonly status: number;
  /** 0..1 by the chosen rule. */
  readonly quality: number;
  /** 0..1 by the other rule, to tell how much depends on it. */
  readonly otherQuality: number;
  readonly outputTokens: number;
}

/**
 * Reads the files of one task, one after the other, so that never more than one is held whole.
 *
 * @throws {BenchError} if a file is absent or broken, or two files hold different prompts
 */
export async function readTask(
  folder: string,
  task: ZeroEvalTask,
  models: readonly string[],
  rule: ZeroEvalRule,
  onModel: (model: string) => void,
): Promise<TaskAnswers> {
  const answers: (readonly Answer[])[] = [];
  const grader = preparedOnce();
  let first: readonly Prompt[] | undefined;
  for (const model of models) {
    onModel(model);
    const file = join(folder, task, `${model}.json`);
    const rows = await readZeroEvalFile(file);
    first ??= uniquePrompts(file, rows);
    requireSamePrompts(file, rows, first);
    const qualityOf = ({ answer, response }: ZeroEvalRow, by: ZeroEvalRule) =>
      grader(gradingForModel(zeroEvalGrading(by, task, answer), model))(response).quality;
    const tokens = await cachedTokenCounts(rows.map(({ response }) => response));
    answers.push(
      rows.map((row, i) => ({
        status: row.response.trim() === '' ? STATUS.empty : STATUS.ok,
        quality: qualityOf(row, rule),
        otherQuality: qualityOf(row, otherRule(rule)),
        outputTokens: tokens[i]!,
      })),
    );
  }
  const prompts = first ?? [];
  return {
    task,
    examples: prompts.map((prompt) => exampleOf(prompt, task, rule)),
    inputTokens: await cachedTokenCounts(prompts.map(({ prompt }) => prompt)),
    answers,
  };
}

type Prompt = Omit<ZeroEvalRow, 'response'>;

function uniquePrompts(file: string, rows: readonly ZeroEvalRow[]): readonly Prompt[] {
  const ids = new Set<string>();
  return rows.map(({ id, prompt, answer }, i) => {
    if (ids.has(id)) throw new BenchError(`${file}, row ${i + 1}, field "id": ${JSON.stringify(id)} is there twice`);
    ids.add(id);
    return { id, prompt, answer };
  });
}

function requireSamePrompts(file: string, rows: readonly ZeroEvalRow[], expected: readonly Prompt[]): void {
  if (rows.length !== expected.length) {
    throw new BenchError(`${file} has ${rows.length} rows, the other models' files have ${expected.length}`);
  }
  rows.forEach((row, i) => {
    const field = (['id', 'prompt', 'answer'] as const).find((name) => row[name] !== expected[i]![name]);
    if (field === undefined) return;
    const name = field === 'prompt' ? 'chat_history' : field;
    throw new BenchError(`${file}, row ${i + 1}, field "${name}": not the same as in the other models' files`);
  });
}

/** The fourteen models answer the same prompts: their graders are prepared once for all. */
function preparedOnce(): (grading: Grading) => GradeResponse {
  const prepared = new Map<string, GradeResponse>();
  return (grading) => {
    const key = JSON.stringify(grading);
    let grade = prepared.get(key);
    if (grade === undefined) {
      grade = graderFor(grading);
      prepared.set(key, grade);
    }
    return grade;
  };
}

function exampleOf({ id, prompt, answer }: Prompt, task: ZeroEvalTask, rule: ZeroEvalRule): Example {
  return {
    id: `${task}/${id}`,
    task,
    request: { messages: [{ role: 'user', content: prompt }], metadata: {} },
    grading: zeroEvalGrading(rule, task, answer),
  };
}
