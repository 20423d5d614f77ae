import { fileURLToPath } from 'node:url';
import { isAnswered, type OutcomeTable } from '../../harness/outcome-table.ts';
import { gradeExample } from '../grade-example.ts';
import { readNative } from '../native/read-native.ts';
import { messagesKey } from './question-key.ts';

/** A native dataset with its texts, looked up by messages. */
export interface RecordedDataset {
  readonly table: OutcomeTable;
  /** Index of the example whose messages have this key. Where two have the same messages, the first one's. */
  exampleOf(key: string): number | undefined;
  /** What a model answered; `undefined` where no answer is recorded. */
  textOf(example: number, model: number): string | undefined;
  /**
   * How good a text is as the answer to an example, 0..1: as recorded, where a model gave that text, else by the
   * example's own grader. NaN where neither tells.
   */
  gradeOf(example: number, text: string): number;
}

const BUNDLED = fileURLToPath(new URL('../simulated-assistant', import.meta.url));

export async function recordedDataset(folder: string = BUNDLED): Promise<RecordedDataset> {
  const texts = new Map<number, Map<number, string>>();
  const { table } = await readNative(folder, {
    onResponse: (example, model, response) => {
      const ofModel = texts.get(model) ?? new Map<number, string>();
      texts.set(model, ofModel.set(example, response));
    },
  });
  const byKey = new Map<string, number>();
  for (const [i, { request }] of table.examples.entries()) {
    const key = messagesKey(request.messages);
    if (!byKey.has(key)) byKey.set(key, i);
  }
  const textOf = (example: number, model: number) => texts.get(model)?.get(example);
  return {
    table,
    exampleOf: (key) => byKey.get(key),
    textOf,
    gradeOf: (example, text) => gradeOf(table, textOf, example, text),
  };
}

function gradeOf(table: OutcomeTable, textOf: RecordedDataset['textOf'], example: number, text: string): number {
  const width = table.models.length;
  for (let m = 0; m < width; m++) {
    const cell = example * width + m;
    if (isAnswered(table.status[cell]!) && textOf(example, m) === text) return table.quality[cell]!;
  }
  const row = table.examples[example]!;
  return row.grading === undefined ? Number.NaN : gradeExample(text, row).quality;
}
