import { join } from 'node:path';
import { nativeFile, nativeFiles } from '../../datasets/native/native-files.ts';
import type { NativeOutcome } from '../../datasets/native/native-rows.ts';
import type { NativeResponse } from '../../datasets/native/read-responses.ts';
import type { NativeSignal } from '../../datasets/native/read-signals.ts';
import { writeNative } from '../../datasets/native/write-native.ts';
import { readObjects } from '../../datasets/read-objects.ts';
import type { Grades } from './grades.ts';
import type { RecordedAnswers } from './read-answers.ts';

/** How the sentence on judged answers starts in a card; one that is there is replaced. */
const JUDGED = 'quality of answers without a deterministic grader:';

/**
 * Writes the dataset again, with the new grades on the card's scale and everything else as it was. `to` may be the
 * folder it comes from.
 *
 * @param judge who gave verdicts, in words for the card, and whether it was a simulated one; `undefined` where nobody was asked
 */
export async function writeGraded(
  from: string,
  to: string,
  answers: RecordedAnswers,
  grades: Grades,
  judge: { readonly words: string; readonly simulated: boolean } | undefined,
): Promise<void> {
  const { card, dataset } = answers;
  const estimates = card.estimates.filter((sentence) => judge === undefined || !sentence.startsWith(JUDGED));
  const outcomes = nativeFile(from, 'outcomes.jsonl');
  const [signals, responses] = await Promise.all(
    ['signals.jsonl', 'responses.jsonl'].map((name) => rowsOf(nativeFiles(from, name)[0])),
  );
  await writeNative(
    to,
    {
      card: {
        ...card,
        version: 2,
        simulated: card.simulated || judge?.simulated === true,
        estimates: judge === undefined ? estimates : [...estimates, `${JUDGED} ${judge.words}`],
      },
      examples: dataset.table.examples,
      outcomes: gradedRows(outcomes, answers, grades),
      ...(signals === undefined ? {} : { signals: signals as unknown as NativeSignal[] }),
      ...(responses === undefined ? {} : { responses: responses as unknown as NativeResponse[] }),
    },
    { gzip: outcomes.endsWith('.gz') },
  );
}

/** They were checked when the dataset was read. */
async function rowsOf(file: string | undefined): Promise<object[] | undefined> {
  if (file === undefined) return undefined;
  const rows: object[] = [];
  for await (const { value } of readObjects(file)) rows.push(value);
  return rows;
}

async function* gradedRows(
  file: string,
  { card, dataset }: RecordedAnswers,
  { quality, ungraded }: Grades,
): AsyncGenerator<NativeOutcome> {
  const { min, max } = card.scale;
  const rowOf = new Map(dataset.table.examples.map(({ id }, i) => [id, i * card.models.length]));
  const modelOf = new Map(card.models.map(({ id }, m) => [id, m]));
  for await (const { value } of readObjects(file)) {
    const outcome = value as unknown as NativeOutcome;
    const cell = rowOf.get(outcome.example)! + modelOf.get(outcome.model)!;
    const own = quality.get(cell);
    const reason = ungraded.get(cell);
    if (own === undefined && reason === undefined) yield outcome;
    else {
      const { quality: _, ungraded: __, ...rest } = outcome;
      yield { ...rest, ...(own === undefined ? { ungraded: reason! } : { quality: min + own * (max - min) }) };
    }
  }
}

/** The folder that a dataset's name has, where nothing else is said. */
export function gradedFolder(name: string): string {
  return join('graded', name);
}
