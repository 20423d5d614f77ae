import { BenchError } from '../../harness/bench-error.ts';
import type { Message } from '../../harness/request.ts';
import { looksLikePythonStrings, parsePythonStrings } from './python-strings.ts';

/** Where a cell stands, for messages. */
export interface Place {
  readonly file: string;
  readonly row: number;
  readonly column: string;
}

/**
 * A number within `min`..`max`; NaN for a missing one (empty, None, NaN: never zero).
 *
 * @throws {BenchError} naming file, row and column
 */
export function numberCell(value: unknown, place: Place, min: number, max: number): number {
  if (value === null || value === undefined || isMissingText(value)) return Number.NaN;
  const number = typeof value === 'string' ? Number(value) : value;
  if (typeof number === 'number' && number >= min && number <= max) return number;
  if (typeof number === 'number' && Number.isNaN(number) && typeof value === 'number') return Number.NaN;
  throw cellError(place, `${JSON.stringify(value)} is not a number within ${min}..${max}`);
}

/**
 * @throws {BenchError} if the cell is not a text, or empty
 */
export function textCell(value: unknown, place: Place): string {
  if (typeof value === 'string' && value.trim() !== '') return value;
  throw cellError(place, `${JSON.stringify(value) ?? 'nothing'} is not a text`);
}

/**
 * The parts of a prompt, each as a message of the user in the given order: RouterBench sends them so, and the last
 * one holds the question. A prompt is a Python list literal of strings, a list of texts, or a plain text.
 */
export function promptMessages(value: unknown, place: Place): readonly Message[] {
  const parts = promptParts(value, place).filter((part) => part !== '');
  if (parts.length === 0) throw cellError(place, 'the prompt is empty');
  return parts.map((content) => ({ role: 'user', content }));
}

/** The text of a response, its list literal undone where it is one; undefined where there is none. */
export function responseText(value: unknown): string | undefined {
  if (Array.isArray(value)) return value.join('\n');
  if (typeof value !== 'string') return undefined;
  if (!looksLikePythonStrings(value)) return value;
  try {
    return parsePythonStrings(value).join('\n');
  } catch {
    // An answer that only looks like a list is taken as it stands: it is counted, not graded.
    return value;
  }
}

function promptParts(value: unknown, place: Place): readonly string[] {
  if (Array.isArray(value)) return value as readonly string[];
  const text = textCell(value, place);
  if (!looksLikePythonStrings(text.trim())) return [text];
  try {
    return parsePythonStrings(text);
  } catch (cause) {
    throw cellError(place, (cause as Error).message, cause);
  }
}

function isMissingText(value: unknown): boolean {
  return typeof value === 'string' && /^\s*(nan|none)?\s*$/i.test(value);
}

function cellError({ file, row, column }: Place, message: string, cause?: unknown): BenchError {
  return new BenchError(`${file}, row ${row}, field "${column}": ${message}`, { cause });
}
