import type { Model } from '../harness/model.ts';
import type { OutcomeTable } from '../harness/outcome-table.ts';
import type { Outcome } from './growing-outcomes.ts';

/** The numbers of an outcome. */
export type NumberColumn = Exclude<keyof Outcome, 'status'>;

/** The answered outcomes of one model. */
export interface Answers {
  readonly table: OutcomeTable;
  readonly model: Model;
  /** Index of the model. */
  readonly m: number;
  /** Indices of the examples that the model answered. */
  readonly rows: readonly number[];
  at(column: NumberColumn, row: number): number;
}

/** Something that is allowed and probably wrong. */
export interface Suspicion {
  readonly field: string;
  readonly message: string;
}

/** `12 of 400 answers (3 %) of "small" cost 0, and the model has a price, e.g. "q7"`; nothing where `rows` is empty. */
export function someAnswers(answers: Answers, field: string, rows: readonly number[], what: string): Suspicion[] {
  if (rows.length === 0) return [];
  const { table, model } = answers;
  const all = answers.rows.length;
  const share = percent(rows.length / all);
  const example = JSON.stringify(table.examples[rows[0]!]!.id);
  return [{ field, message: `${rows.length} of ${all} answers (${share}) of "${model.id}" ${what}, e.g. ${example}` }];
}

/** Never "0 %" of something, nor "100 %" of less than all. */
function percent(share: number): string {
  if (share < 0.01) return 'under 1 %';
  return `${Math.floor(100 * share)} %`;
}
