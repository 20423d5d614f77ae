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
