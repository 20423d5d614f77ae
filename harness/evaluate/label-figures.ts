import type { Assessment } from '../router.ts';
import { routingAccuracy } from './metrics/routing-accuracy.ts';
import type { Choices } from './outcomes.ts';
import type { RouterResult } from './results.ts';
import type { Setting } from './setting.ts';

/** The class of a request that no allowed model was left for. */
const REFUSED_CLASS = '(refused)';

/**
 * Choices against the gold routes of the test rows that have one. Only where every label names a model of the pool: a
 * label that is a class of requests says nothing about a model.
 */
export function labelFigures(choices: Choices, { input, models, test }: Setting): RouterResult['labels'] {
  const ids = models.map(({ id }) => id);
  const known = new Set(ids);
  const labels: string[] = [];
  const predicted: string[] = [];
  for (let i = 0; i < test.rows.length; i++) {
    const { label } = input.table.examples[test.rows[i]!]!;
    if (label === undefined) continue;
    if (!known.has(label)) return undefined;
    labels.push(label);
    predicted.push(choices[i]! < 0 ? REFUSED_CLASS : ids[choices[i]!]!);
  }
  if (labels.length === 0) return undefined;
  return { ...routingAccuracy(labels, predicted, [...ids, REFUSED_CLASS]), at: 'the chosen operating point' };
}

/**
 * The classes that a router sorted the test requests into, against the labels where every label is one of them, else
 * against the tasks where every class is a task. A router that knows none of these says nothing about recognition.
 */
export function recognisedFigures(
  assessments: readonly Assessment[],
  { input, test }: Setting,
): RouterResult['recognised'] {
  const classes = assessments.map((assessment) => assessment.class);
  const names = new Set(classes.filter((name) => name !== undefined));
  if (names.size === 0) return undefined;
  const labels = Array.from(test.rows, (row) => input.table.examples[row]!.label);
  const isLabelled = labels.every((label) => label !== undefined && names.has(label));
  const actual = isLabelled ? (labels as string[]) : test.tasks;
  const tasks = new Set(test.tasks);
  if (!isLabelled && ![...names].some((name) => tasks.has(name))) return undefined;
  const predicted = classes.map((name) => name ?? '(none)');
  const known = [...new Set([...actual, ...predicted])].sort();
  return { against: isLabelled ? 'label' : 'task', ...routingAccuracy(actual, predicted, known) };
}
