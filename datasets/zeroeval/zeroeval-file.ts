import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { BenchError } from '../../harness/bench-error.ts';

/** One prompt with one model's response, as ZeroEval records them. */
export interface ZeroEvalRow {
  readonly id: string;
  readonly prompt: string;
  readonly response: string;
  /** The reference: "# 18" (gsm), a Python literal (crux), a number (math-l5). */
  readonly answer: string;
}

const id = z.union([z.string().min(1), z.int()]).transform(String);
const rowSchema = z.object({
  id,
  chat_history: z.array(z.string()).min(1),
  output: z.array(z.string()).min(1),
  answer: z.string().min(1),
});
const fileSchema = z.array(rowSchema).min(1);

/**
 * The rows of `{task}/{model}.json`, in file order.
 *
 * @throws {BenchError} naming file, row (1-based) and field
 */
export async function readZeroEvalFile(file: string): Promise<readonly ZeroEvalRow[]> {
  const parsed = fileSchema.safeParse(await readJson(file));
  if (!parsed.success) throw refusal(file, parsed.error.issues[0]!);
  return parsed.data.map((row) => ({
    id: row.id,
    prompt: row.chat_history.at(-1)!,
    response: row.output[0]!,
    answer: row.answer,
  }));
}

async function readJson(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch (cause) {
    const problem = cause instanceof SyntaxError ? 'is not complete JSON' : 'cannot be read';
    throw new BenchError(`${file} ${problem}: ${(cause as Error).message}`, {
      hint: 'Get it again with `signalbox datasets fetch zeroeval`.',
      cause,
    });
  }
}

function refusal(file: string, { path, message }: z.core.$ZodIssue): BenchError {
  const [row, ...field] = path;
  const place = [file];
  if (typeof row === 'number') place.push(`row ${row + 1}`);
  if (field.length > 0) place.push(`field "${field.join('.')}"`);
  return new BenchError(`${place.join(', ')}: ${message}`, {
    hint: 'Expected ZeroEval’s form: a list of { id, chat_history: [prompt], output: [response], answer }.',
  });
}
