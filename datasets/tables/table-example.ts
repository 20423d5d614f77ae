import type { Example } from '../../harness/outcome-table.ts';
import { isForbiddenKey } from '../forbidden-key.ts';
import { exampleRowSchema, toExample } from '../native/native-rows.ts';
import { isAbsent } from '../read-outcome.ts';
import type { ExampleLayout } from './example-layout.ts';
import type { TableRow } from './table-row.ts';

/**
 * The example that a row speaks of, checked like a row of the native format.
 *
 * @returns the example, or what is wrong with it and in which field
 */
export function tableExample(
  id: string,
  { values }: TableRow,
  layout: ExampleLayout,
): Example | { field: string; message: string } {
  const get = (field: keyof ExampleLayout['example']) => {
    const at = layout.example[field];
    return at === undefined || isAbsent(values[at]) ? undefined : values[at];
  };
  const messages = get('messages');
  const session = get('sessionId');
  const parsed = exampleRowSchema.safeParse({
    id,
    ...(messages === undefined ? { prompt: get('prompt') } : { messages: parsedCell(messages) }),
    metadata: metadataOf(values, layout),
    task: textOf(get('task')),
    group: textOf(get('group')),
    label: textOf(get('label')),
    grading: parsedCell(get('grading')) ?? gradingOf(get('grader'), get('reference')),
    at: textOf(get('at')),
    session: session === undefined ? undefined : sessionOf(session, get('turn')),
  });
  if (parsed.success) return toExample(parsed.data);
  const { path, message } = parsed.error.issues[0]!;
  return { field: path.join('.'), message };
}

/** A reference alone says nothing of how to grade. */
function gradingOf(grader: unknown, reference: unknown): unknown {
  if (grader === undefined) return undefined;
  return { grader, ...(reference === undefined ? {} : { reference: referenceOf(reference) }) };
}

/** Lists and objects are JSON in a text cell; any other text, "12" and "true" too, is meant as a text. */
function referenceOf(value: unknown): unknown {
  return typeof value === 'string' && /^\s*[[{]/.test(value) ? parsedCell(value) : value;
}

/** JSON in a text cell, or the value itself where the file format has lists and objects. */
function parsedCell(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

function metadataOf(values: readonly unknown[], layout: ExampleLayout): unknown {
  const whole = layout.example.metadata === undefined ? undefined : parsedCell(values[layout.example.metadata]);
  if (layout.metadata.size === 0 && isAbsent(whole)) return {};
  if (!isAbsent(whole) && (typeof whole !== 'object' || Array.isArray(whole))) return whole;
  const entries = Object.entries((whole ?? {}) as object);
  for (const [name, at] of layout.metadata) if (!isAbsent(values[at])) entries.push([name, values[at]]);
  // An assignment by name could reach the prototype; a forbidden name fails the check as a whole.
  return entries.some(([name]) => isForbiddenKey(name)) ? 'a forbidden name' : Object.fromEntries(entries);
}

/** Ids and tasks may be numbers in a file. */
function textOf(value: unknown): unknown {
  return typeof value === 'number' ? String(value) : value;
}

function sessionOf(session: unknown, turn: unknown): unknown {
  return typeof session === 'object' ? session : { id: textOf(session), turn: turn === undefined ? 0 : Number(turn) };
}
