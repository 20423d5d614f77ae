import { join } from 'node:path';
import { gradeExample } from '../../datasets/grade-example.ts';
import type { NativeCard } from '../../datasets/native/native-card.ts';
import { readCard } from '../../datasets/native/read-card.ts';
import { readNative } from '../../datasets/native/read-native.ts';
import { saidOf } from '../../harness/bench-error.ts';
import type { Dataset } from '../../harness/dataset.ts';
import { type Example, isAnswered } from '../../harness/outcome-table.ts';
import { isJudged } from '../../harness/record/judge/judge-grading.ts';

/** The recorded answers of a native dataset. Cells as in an outcome table. */
export interface RecordedAnswers {
  readonly card: NativeCard;
  readonly dataset: Dataset;
  /** Quality 0..1 as recorded; NaN where there is none. */
  readonly recorded: Float64Array;
  /** Quality 0..1 by the example's deterministic grader; NaN where it has none, or there is no text. */
  readonly byRule: Float64Array;
  isAnswer(cell: number): boolean;
  /** Texts of the answers to examples that a judge may be asked about. */
  readonly texts: ReadonlyMap<number, string>;
}

/**
 * @param examples of the folder, in their order
 * @param mayBeJudged examples of whose answers the texts are kept
 * @throws {BenchError} where the dataset breaks its format, or a grading is none
 */
export async function readAnswers(
  folder: string,
  examples: readonly Example[],
  mayBeJudged: (example: Example) => boolean,
): Promise<RecordedAnswers> {
  const all = new Map<number, string>();
  const ungraded = new Set<number>();
  const rules: [cell: number, quality: number][] = [];
  const card = (await readCard(join(folder, 'card.json')))!;
  const cellOf = (example: number, model: number) => example * card.models.length + model;
  const dataset = await readNative(folder, {
    grade: () => ({ quality: Number.NaN, reason: 'graded below' }),
    onUngraded: (example, model) => ungraded.add(cellOf(example, model)),
    onResponse(i, model, text) {
      const example = examples[i]!;
      if (mayBeJudged(example)) all.set(cellOf(i, model), text);
      if (hasRule(example)) rules.push([cellOf(i, model), qualityByRule(text, example)]);
    },
  });
  const { status, quality } = dataset.table;
  const byRule = new Float64Array(status.length).fill(Number.NaN);
  const isAnswer = (cell: number) => isAnswered(status[cell]!) || ungraded.has(cell);
  for (const [cell, value] of rules) if (isAnswer(cell)) byRule[cell] = value;
  const texts = new Map([...all].filter(([cell]) => isAnswer(cell)));
  return { card, dataset, recorded: quality, byRule, isAnswer, texts };
}

/** True where a deterministic grader grades. */
function hasRule({ grading }: Example): boolean {
  return grading !== undefined && !isJudged(grading);
}

function qualityByRule(text: string, example: Example): number {
  return saidOf(`example "${example.id}"`, () => gradeExample(text, example).quality);
}
