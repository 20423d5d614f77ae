import type { Figure } from '../results.ts';
import { classF1 } from './routing-accuracy.ts';

/** How well one class is met. */
export interface ClassFigures {
  readonly name: string;
  /** Queries that have this label, and that were predicted to. */
  readonly actual: number;
  readonly predicted: number;
  readonly precision: Figure;
  readonly recall: Figure;
  readonly f1: Figure;
}

/**
 * Precision, recall and F1 of each class (0..1; standard definitions). Precision is not defined for a class that is never
 * predicted, recall not for one that is no label; F1 = 2·TP ÷ (actual + predicted), 0 for a class that is never met.
 *
 * @param confusion `confusion[actual][predicted]`, counts, in the order of `classes`
 */
export function classFigures(classes: readonly string[], confusion: readonly (readonly number[])[]): ClassFigures[] {
  return classes.map((name, c) => {
    const met = confusion[c]![c]!;
    const actual = confusion[c]!.reduce((sum, count) => sum + count, 0);
    const predicted = confusion.reduce((sum, row) => sum + row[c]!, 0);
    return {
      name,
      actual,
      predicted,
      precision: predicted === 0 ? { undefined: 'because the class is never predicted' } : met / predicted,
      recall: actual === 0 ? { undefined: 'because no query has this label' } : met / actual,
      f1: actual + predicted === 0 ? { undefined: 'because the class never occurs' } : classF1(confusion, c),
    };
  });
}
