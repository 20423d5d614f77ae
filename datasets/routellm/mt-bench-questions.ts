import { BenchError } from '../../harness/bench-error.ts';
import { readRows } from '../tables/read-rows.ts';
import { cell } from '../tables/table-row.ts';
import { numberOf, textOf } from './routellm-cells.ts';

/** One conversation of MT-Bench. */
export interface Question {
  readonly id: number;
  readonly category: string;
  readonly turns: readonly [first: string, second: string];
}

/** The questions by their id, in file order. */
export async function questionsIn(file: string): Promise<ReadonlyMap<number, Question>> {
  const questions = new Map<number, Question>();
  for await (const row of readRows(file)) {
    const id = numberOf(file, row, 'question_id', 0, Number.MAX_SAFE_INTEGER);
    const turns = cell(row, 'turns');
    if (!isTwoTurns(turns)) throw new BenchError(`${file}, row ${row.row}, field "turns": not a list of two texts`);
    if (questions.has(id)) throw new BenchError(`${file}, row ${row.row}: question ${id} is there twice`);
    questions.set(id, { id, category: textOf(file, row, 'category'), turns });
  }
  return questions;
}

function isTwoTurns(turns: unknown): turns is [string, string] {
  return Array.isArray(turns) && turns.length === 2 && turns.every((turn) => typeof turn === 'string');
}
