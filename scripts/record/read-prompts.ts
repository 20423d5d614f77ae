import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileSlug } from '../../datasets/file-slug.ts';
import { exampleRowSchema } from '../../datasets/native/native-rows.ts';
import { readExamples } from '../../datasets/native/read-examples.ts';
import { openDataset } from '../../datasets/open-dataset.ts';
import { readObjects } from '../../datasets/read-objects.ts';
import { BenchError } from '../../harness/bench-error.ts';
import type { Example } from '../../harness/outcome-table.ts';

/** Prompts to record answers to. */
export interface Prompts {
  /** Kebab-case. */
  readonly name: string;
  readonly examples: readonly Example[];
}

/**
 * The prompts of a dataset, or of a file of prompts alone: JSON Lines with `id`, `prompt` or `messages`, and what else
 * an example of the native format has. Answers that a dataset already holds are not looked at.
 *
 * @throws {BenchError} where there is nothing to read, or a row is wrong
 */
export async function readPrompts(nameOrPath: string): Promise<Prompts> {
  const file = await promptFile(nameOrPath);
  const examples =
    file === undefined ? (await openDataset(nameOrPath).load()).table.examples : (await readExamples(file)).examples;
  if (examples.length === 0) throw new BenchError(`${nameOrPath} has no prompts`);
  return { name: fileSlug(nameOrPath), examples };
}

/** The file of examples, where outcomes are not needed to read it. */
async function promptFile(path: string): Promise<string | undefined> {
  if (!existsSync(path)) return undefined;
  if (statSync(path).isDirectory()) {
    return ['examples.jsonl', 'examples.jsonl.gz'].map((name) => join(path, name)).find((name) => existsSync(name));
  }
  if (!/\.jsonl(?:\.gz)?$/.test(path)) return undefined;
  for await (const { value } of readObjects(path)) return exampleRowSchema.safeParse(value).success ? path : undefined;
  return undefined;
}
