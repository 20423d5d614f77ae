import { fileSlug } from '../../datasets/file-slug.ts';
import { type LocatedDataset, locateDataset } from '../../datasets/locate-dataset.ts';
import { nativeFiles } from '../../datasets/native/native-files.ts';
import { exampleRowSchema } from '../../datasets/native/native-rows.ts';
import { readExamples } from '../../datasets/native/read-examples.ts';
import { readResponses } from '../../datasets/native/read-responses.ts';
import { openDataset } from '../../datasets/open-dataset.ts';
import { readObjects } from '../../datasets/read-objects.ts';
import { readPromptTable } from '../../datasets/tables/read-prompt-table.ts';
import { tableOptionsBeside } from '../../datasets/tables/table-options.ts';
import { BenchError } from '../../harness/bench-error.ts';
import type { Example } from '../../harness/outcome-table.ts';
import type { Completion } from '../../harness/tools.ts';

/** Prompts to record answers to. */
export interface Prompts {
  /** Kebab-case. */
  readonly name: string;
  readonly examples: readonly Example[];
  /** What the dataset already holds of answers to routers, by the key of the question. */
  readonly responses: ReadonlyMap<string, Completion>;
}

const NO_RESPONSES: ReadonlyMap<string, Completion> = new Map();

/**
 * The prompts of a dataset, or of a file of prompts alone: JSON Lines with `id`, `prompt` or `messages`, and what else
 * an example of the native format has, or a table. Answers of models that a dataset already holds are not looked at.
 *
 * @throws {BenchError} where there is nothing to read, or a row is wrong
 */
export async function readPrompts(nameOrPath: string): Promise<Prompts> {
  const located = locateDataset(nameOrPath);
  const examples = await examplesOf(located, nameOrPath);
  if (examples.length === 0) throw new BenchError(`${nameOrPath} has no prompts`);
  const file = located.kind === 'native' ? nativeFiles(located.folder, 'responses.jsonl')[0] : undefined;
  const responses = file === undefined ? NO_RESPONSES : await readResponses(file, {});
  return { name: fileSlug(nameOrPath), examples, responses };
}

async function examplesOf(located: LocatedDataset, nameOrPath: string): Promise<readonly Example[]> {
  if (located.kind === 'native') {
    const file = nativeFiles(located.folder, 'examples.jsonl')[0];
    if (file !== undefined) return (await readExamples(file)).examples;
  }
  if (located.kind === 'table') {
    const { file } = located;
    if (await hasNativeRows(file)) return (await readExamples(file)).examples;
    return readPromptTable(file, tableOptionsBeside(file));
  }
  return (await openDataset(nameOrPath).load()).table.examples;
}

/** Told by the first row. */
async function hasNativeRows(file: string): Promise<boolean> {
  if (!/\.jsonl(?:\.gz)?$/i.test(file)) return false;
  for await (const { value } of readObjects(file)) return exampleRowSchema.safeParse(value).success;
  return false;
}
