import type { Split } from '../../../harness/evaluate/split.ts';
import {
  type LeftOutTask,
  leftOutTaskSchema,
  type Robustness,
} from '../../../harness/evaluate/studies/robustness-schema.ts';
import { shipped } from '../../../harness/evaluate/studies/shipped.ts';
import { evaluateVariant, fitVariant, variantOf } from './fit-variant.ts';
import type { StudyInput } from './study-input.ts';

/** Each task left out is a fit of all routers. */
const MOST_TASKS = 12;

/** The tasks with the most test queries that can be left out: in the order of their names. */
export function tasksToLeaveOut({ table, split }: Pick<StudyInput, 'table' | 'split'>): readonly string[] {
  const sizes = new Map<string, number>();
  for (const row of split.test) {
    const { task } = table.examples[row]!;
    sizes.set(task, (sizes.get(task) ?? 0) + 1);
  }
  const possible = [...sizes.keys()].filter((task) => isPossible(splitWithout({ table, split }, task)));
  return possible
    .sort((a, b) => sizes.get(b)! - sizes.get(a)! || (a < b ? -1 : 1))
    .slice(0, MOST_TASKS)
    .sort();
}

/** What a verdict is worth on a kind of request that it never saw: neither train nor validate has the task, test has no other. */
export async function tasksLeftOut(input: StudyInput): Promise<Robustness['taskLeftOut']> {
  const { table, split, parts, done } = input;
  const left = tasksToLeaveOut(input);
  if (left.length === 0) return { undefined: 'because without its task nothing is left to train on' };
  const tasks: LeftOutTask[] = [];
  for (const task of left) {
    tasks.push(await parts.once(`robustness/task/${task}`, leftOutTaskSchema, () => withoutTask(input, task)));
    done();
  }
  const all = new Set(Array.from(split.test, (row) => table.examples[row]!.task));
  return { tasks, notTried: all.size - left.length };
}

async function withoutTask(input: StudyInput, task: string): Promise<LeftOutTask> {
  const data = { table: input.table, split: splitWithout(input, task) };
  const { candidates, leftOut } = await fitVariant(input, data);
  const evaluation = evaluateVariant(input, data, candidates);
  return { task, n: data.split.test.length, ...variantOf(evaluation, shipped(evaluation), leftOut) };
}

function splitWithout({ table, split }: Pick<StudyInput, 'table' | 'split'>, task: string): Split {
  const isOf = (row: number) => table.examples[row]!.task === task;
  const [train, validate] = [split.train, split.validate].map((rows) => rows.filter((row) => !isOf(row)));
  return { ...split, train: train!, validate: validate!, test: split.test.filter(isOf) };
}

/** Ten prompts can be fitted; two independent units are needed for an interval. */
function isPossible({ train, validate, test, units }: Split): boolean {
  return train.length >= 10 && validate.length > 0 && new Set(Array.from(test, (row) => units[row]!)).size > 1;
}
