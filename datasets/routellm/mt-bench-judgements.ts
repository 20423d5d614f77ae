import { BenchError } from '../../harness/bench-error.ts';
import { readRows } from '../tables/read-rows.ts';
import type { Question } from './mt-bench-questions.ts';
import { numberOf, textOf } from './routellm-cells.ts';

/** What the judge saw and said of one turn. */
export interface Judgement {
  /** 1..10 */
  readonly score: number;
  /** The model's answer in this turn. */
  readonly answer: string;
}

/** The judgements by `question/model/turn`. The answers stand inside what was shown to the judge. */
export async function judgementsIn(
  file: string,
  questions: ReadonlyMap<number, Question>,
): Promise<ReadonlyMap<string, Judgement>> {
  const judgements = new Map<string, Judgement>();
  for await (const row of readRows(file)) {
    const id = numberOf(file, row, 'question_id', 0, Number.MAX_SAFE_INTEGER);
    const question = questions.get(id);
    if (question === undefined) throw new BenchError(`${file}, row ${row.row}: there is no question ${id}`);
    const turn = numberOf(file, row, 'turn', 1, 2);
    const key = `${id}/${textOf(file, row, 'model')}/${turn}`;
    if (judgements.has(key)) throw new BenchError(`${file}, row ${row.row}: a second judgement of ${key}`);
    const shown = textOf(file, row, 'user_prompt');
    const answer = turn === 1 ? firstAnswer(shown) : secondAnswer(shown, question);
    if (answer === undefined) {
      throw new BenchError(`${file}, row ${row.row}, field "user_prompt": no answer between the judge's markers`);
    }
    judgements.set(key, { score: numberOf(file, row, 'score', 1, 10), answer });
  }
  return judgements;
}

function firstAnswer(shown: string): string | undefined {
  return between(shown, "[The Start of Assistant's Answer]\n", "\n[The End of Assistant's Answer]");
}

/** The conversation is shown whole; the second answer follows the second question. */
function secondAnswer(shown: string, { turns }: Question): string | undefined {
  return between(shown, `### User:\n${turns[1]}\n\n### Assistant A:\n`, "\n\n<|The End of Assistant A's Conversation");
}

/** The text from the last `start` to the last `end` after it: a reference answer may stand before. */
function between(text: string, start: string, end: string): string | undefined {
  const from = text.lastIndexOf(start);
  const to = text.lastIndexOf(end);
  return from < 0 || to < from + start.length ? undefined : text.slice(from + start.length, to);
}
