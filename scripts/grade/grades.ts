import { BenchError } from '../../harness/bench-error.ts';
import type { RecordedAnswers } from './read-answers.ts';
import type { Verdicts } from './verdicts.ts';

/** What becomes of the answers of a dataset. */
export interface Grades {
  /** New qualities 0..1 by cell. */
  readonly quality: ReadonlyMap<number, number>;
  /** Why an answer has none, by cell: it then counts as missing. */
  readonly ungraded: ReadonlyMap<number, string>;
  readonly counts: GradeCounts;
}

export interface GradeCounts {
  byRule: number;
  byJudge: number;
  /** Had a quality, and keep it. */
  kept: number;
  ungraded: number;
}

/**
 * A deterministic grader goes before the judge: what can be verified needs no opinion.
 *
 * @param all whether answers that have a quality are graded again
 * @throws {BenchError} where an answer has neither a quality nor anything that could give it one
 */
export function gradesOf(answers: RecordedAnswers, verdicts: Verdicts, all: boolean): Grades {
  const { examples, models } = answers.dataset.table;
  const quality = new Map<number, number>();
  const ungraded = new Map<number, string>();
  const counts: GradeCounts = { byRule: 0, byJudge: 0, kept: 0, ungraded: 0 };
  for (const [cell, recorded] of answers.recorded.entries()) {
    const isRecorded = !Number.isNaN(recorded);
    const byRule = answers.byRule[cell]!;
    const verdict = verdicts.quality.get(cell);
    const failure = verdicts.failed.get(cell);
    if (isRecorded && !all) counts.kept++;
    else if (!Number.isNaN(byRule)) {
      quality.set(cell, byRule);
      counts.byRule++;
    } else if (verdict !== undefined) {
      quality.set(cell, verdict);
      counts.byJudge++;
    } else if (failure !== undefined) {
      ungraded.set(cell, `judge: ${failure}`);
      counts.ungraded++;
    } else if (isRecorded) counts.kept++;
    else if (answers.isAnswer(cell))
      throw noGrader(examples[Math.floor(cell / models.length)]!.id, models[cell % models.length]!.id);
  }
  return { quality, ungraded, counts };
}

function noGrader(example: string, model: string): BenchError {
  return new BenchError(`the answer of ${model} to "${example}" has no quality, and the example no grading`, {
    hint: 'Give the example a grading, or have the judge of the config grade what has none: --judge.',
  });
}
