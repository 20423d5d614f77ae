import { type RaterAgreement, raterAgreement } from '../../harness/statistics/rater-agreement.ts';
import type { RecordedAnswers } from './read-answers.ts';
import type { Verdicts } from './verdicts.ts';

/** How a judge did on the answers of one task, or of all. */
export interface JudgeAgreement extends RaterAgreement {
  /** `undefined` = all tasks. */
  readonly task: string | undefined;
  /** Answers that it was asked about, or whose verdict needed no asking. */
  readonly judged: number;
  /** Share of them with a reply that could not be read. */
  readonly unparsable: number;
}

/**
 * A judge against the deterministic graders, where both have graded: per task, then over all. Ratings count as the same
 * where both are below .5 or neither is. A pairwise judge is compared with what the graders say of the same two answers:
 * won, tied or lost.
 *
 * @param against index of the model that a pairwise judge compares with; `undefined` for other judges
 */
export function judgeAgreement(
  { dataset, byRule }: RecordedAnswers,
  { quality, failed }: Verdicts,
  against: number | undefined,
): readonly JudgeAgreement[] {
  const { examples, models } = dataset.table;
  const cells = [...quality.keys(), ...failed.keys()].sort((a, b) => a - b);
  const rule = (cell: number) => {
    if (against === undefined) return byRule[cell]!;
    return preference(byRule[cell]!, byRule[cell - (cell % models.length) + against]!);
  };
  const category = against === undefined ? (rating: number) => Number(rating >= 0.5) : (rating: number) => rating;
  const over = (task: string | undefined, own: readonly number[]): JudgeAgreement => {
    const pairs = own.flatMap((cell) => {
      const [first, second] = [rule(cell), quality.get(cell)];
      return Number.isNaN(first) || second === undefined ? [] : [[first, second] as const];
    });
    const unparsable = own.filter((cell) => failed.get(cell) === 'unparsable').length;
    return { task, judged: own.length, unparsable: unparsable / own.length, ...raterAgreement(pairs, category) };
  };
  if (cells.length === 0) return [];
  const byTask = new Map<string, number[]>();
  for (const cell of cells) {
    const { task } = examples[Math.floor(cell / models.length)]!;
    const own = byTask.get(task);
    if (own === undefined) byTask.set(task, [cell]);
    else own.push(cell);
  }
  return [...Array.from(byTask, ([task, own]) => over(task, own)), over(undefined, cells)];
}

/** 1, .5, 0 for a higher, an equal, a lower grade than the other's. */
function preference(own: number, other: number): number {
  if (Number.isNaN(own) || Number.isNaN(other)) return Number.NaN;
  return own === other ? 0.5 : Number(own > other);
}
