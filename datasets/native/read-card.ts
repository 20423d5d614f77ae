import { readFile } from 'node:fs/promises';
import { BenchError } from '../../harness/bench-error.ts';
import { forbiddenKey } from '../forbidden-key.ts';
import { throwProblem } from '../problem.ts';
import type { ReadOptions } from '../read-limits.ts';
import { fileSize } from '../read-text.ts';
import { type NativeCard, nativeCardSchema } from './native-card.ts';

const LARGEST_CARD = 4 * 2 ** 20;
const HINT = 'What a card holds is said in datasets/README.md.';

/**
 * Reads `card.json`.
 *
 * @returns `undefined` after problems that `onProblem` collected
 * @throws {BenchError} when it is missing, too large or no JSON; for the first problem unless `onProblem` collects
 */
export async function readCard(file: string, options: ReadOptions = {}): Promise<NativeCard | undefined> {
  const onProblem = options.onProblem ?? throwProblem;
  await fileSize(file, { limits: { maxFileBytes: LARGEST_CARD } });
  const json = parseJson(file, (await readFile(file, 'utf8')).replace(/^\uFEFF/, ''));
  const key = forbiddenKey(json);
  if (key !== undefined) throw new BenchError(`${file}: the key "${key}" is not allowed`);
  const parsed = nativeCardSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  for (const { path, message } of parsed.error.issues) {
    onProblem({ file, field: path.join('.') || undefined, message, severity: 'error', hint: HINT });
  }
  return undefined;
}

function parseJson(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new BenchError(`${file}: not JSON: ${(cause as Error).message}`, { hint: HINT, cause });
  }
}
