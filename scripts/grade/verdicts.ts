import { BenchError } from '../../harness/bench-error.ts';
import type { Example } from '../../harness/outcome-table.ts';
import { isAnswer, type ResponseCache } from '../../harness/record/cache/response-cache.ts';
import type { Judge, JudgeQuestion } from '../../harness/record/judge/judge.ts';
import { toldToJudge } from '../../harness/record/judge/judge-grading.ts';
import type { RecordPart } from '../record/record-part.ts';
import type { RecordedAnswers } from './read-answers.ts';

/** What a judge says of the answers it is asked about. */
export interface Verdicts {
  /** 0..1 by cell. */
  readonly quality: ReadonlyMap<number, number>;
  /** Why there is none, by cell. */
  readonly failed: ReadonlyMap<number, VerdictFailure>;
  /** What the verdicts cost when they were asked for, in USD. */
  readonly costUsd: number;
}

/** `unparsable`: it answered, and said nothing that can be read. */
export type VerdictFailure = 'unparsable' | 'error' | 'not asked' | 'nothing to compare with';

/** The questions to a judge about the answers in `cells`. */
export function verdictPart(judge: Judge, answers: RecordedAnswers, cells: ReadonlySet<number>): RecordPart {
  const indexOf = new Map(answers.dataset.table.examples.map((example, i) => [example, i]));
  const width = answers.dataset.table.models.length;
  const against = referenceModel(judge, answers);
  return {
    what: `judge ${judge.asked.model.id}`,
    provider: judge.asked.provider,
    tasksFor(example) {
      const row = indexOf.get(example)! * width;
      return answers.dataset.table.models.flatMap((_, m) => {
        const question = cells.has(row + m) ? questionAbout(answers, example, row + m, row + against) : undefined;
        return question === undefined || !isAsked(judge, question) ? [] : judge.tasks(question);
      });
    },
  };
}

/** What the cache holds of the verdicts on the answers in `cells`. */
export function readVerdicts(
  judge: Judge,
  answers: RecordedAnswers,
  cells: ReadonlySet<number>,
  cache: ResponseCache,
): Verdicts {
  const { examples, models } = answers.dataset.table;
  const against = referenceModel(judge, answers);
  const quality = new Map<number, number>();
  const failed = new Map<number, VerdictFailure>();
  const costs = new Map<string, number>();
  for (const cell of cells) {
    const row = cell - (cell % models.length);
    const question = questionAbout(answers, examples[row / models.length]!, cell, row + against);
    const verdict = verdictOn(judge, question, (key) => {
      const reply = cache.get(key);
      costs.set(key, reply?.costUsd ?? 0);
      return reply;
    });
    if (typeof verdict === 'number') quality.set(cell, verdict);
    else failed.set(cell, verdict);
  }
  return { quality, failed, costUsd: [...costs.values()].reduce((sum, usd) => sum + usd, 0) };
}

function verdictOn(judge: Judge, question: JudgeQuestion, get: ResponseCache['get']): number | VerdictFailure {
  const known = judge.known(question);
  if (known !== undefined) return known;
  if (!isAsked(judge, question)) return 'nothing to compare with';
  const replies = judge.tasks(question).map(({ key }) => get(key));
  if (replies.includes(undefined)) return 'not asked';
  const given = replies.filter(isAnswer);
  if (given.length < replies.length) return 'error';
  return judge.read(given.map(({ text }) => text)) ?? 'unparsable';
}

function isAsked(judge: Judge, question: JudgeQuestion): boolean {
  const canBe = judge.against === undefined || question.other !== undefined;
  return canBe && judge.known(question) === undefined;
}

function questionAbout({ texts }: RecordedAnswers, example: Example, cell: number, otherCell: number): JudgeQuestion {
  const other = texts.get(otherCell);
  return {
    request: example.request.messages,
    answer: texts.get(cell)!,
    ...toldToJudge(example.grading),
    ...(other === undefined ? {} : { other }),
  };
}

/** Index of the model to compare with; NaN, which is no cell, where each answer is judged by itself. */
function referenceModel({ against }: Judge, { dataset }: RecordedAnswers): number {
  if (against === undefined) return Number.NaN;
  const index = dataset.table.models.findIndex(({ id }) => id === against);
  if (index >= 0) return index;
  throw new BenchError(`grade.judge.against: the dataset has no model "${against}"`, {
    hint: `It has ${dataset.table.models.map(({ id }) => id).join(', ')}.`,
  });
}
