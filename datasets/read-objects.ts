import { forbiddenKey, OWN_KEYS_ONLY } from './forbidden-key.ts';
import { throwProblem } from './problem.ts';
import type { ReadOptions } from './read-limits.ts';
import { readLines } from './read-lines.ts';

export interface ObjectRow {
  /** The line, 1-based. */
  readonly row: number;
  readonly value: Readonly<Record<string, unknown>>;
}

/**
 * Streams the objects of a JSONL file. A line that is cut, is no object, or holds a key such as `__proto__` is a
 * problem, and so is a file without any object.
 *
 * @throws {BenchError} as `readLines`, and for the first problem unless `onProblem` collects
 */
export async function* readObjects(file: string, options: ReadOptions = {}): AsyncGenerator<ObjectRow> {
  const onProblem = options.onProblem ?? throwProblem;
  let rows = 0;
  for await (const { row, text } of readLines(file, options)) {
    rows += 1;
    const parsed = parseObject(text);
    if (typeof parsed !== 'string') yield { row, value: parsed };
    else onProblem({ file, row, message: parsed, severity: 'error', hint: HINT });
  }
  if (rows === 0) onProblem({ file, message: 'the file is empty', severity: 'error', hint: HINT });
}

const HINT = 'Each line of a JSONL file is one complete JSON object, such as {"id": "a", "prompt": "…"}.';

/** The object, or what is wrong with the line. */
function parseObject(text: string): Record<string, unknown> | string {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return `not a complete JSON object (truncated line?): ${shorten(text)}`;
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return `an object is expected, not ${shorten(text)}`;
  }
  const key = forbiddenKey(value);
  if (key !== undefined) return `the key "${key}" is not allowed; ${OWN_KEYS_ONLY}`;
  return value as Record<string, unknown>;
}

function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 28)} … ${text.slice(-28)}` : text;
}
