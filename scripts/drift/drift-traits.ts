import { numberClasses } from '../../harness/drift/number-classes.ts';
import type { Trait } from '../../harness/drift/share-shift.ts';
import type { Example } from '../../harness/outcome-table.ts';
import type { Scalar } from '../../harness/request.ts';
import { requestTokens, type Tools } from '../../harness/tools.ts';
import { NO_TASK } from './read-log.ts';

export const LENGTH_TRAIT = 'prompt length in tokens';
export const TASK_TRAIT = 'task';
const ABSENT = '(absent)';
const MOST_FIELDS = 20;
/** A field with more different values than this share of the prompts is an identifier. */
const IDENTIFIER = 0.5;

/**
 * What besides the prompts can shift: their length, the task mix where both sides name tasks, and each metadata field
 * that both sides have. What cannot be compared is told in notes.
 */
export function driftTraits(
  a: readonly Example[],
  b: readonly Example[],
  tools: Pick<Tools, 'countTokens'>,
): { readonly traits: readonly Trait[]; readonly notes: readonly string[] } {
  const both = [...a, ...b];
  const lengths = both.map(({ request }) => requestTokens(request, tools));
  const traits: Trait[] = [{ name: LENGTH_TRAIT, values: numberClasses(lengths) }];
  const notes: string[] = [];
  if (hasTasks(a) && hasTasks(b)) traits.push({ name: TASK_TRAIT, values: both.map(({ task }) => task) });
  else if (hasTasks(a) !== hasTasks(b)) notes.push('only one side names tasks: their mix is not compared');
  const [fieldsA, fieldsB] = [fieldsOf(a), fieldsOf(b)];
  const oneSided = [...fieldsA.filter((f) => !fieldsB.includes(f)), ...fieldsB.filter((f) => !fieldsA.includes(f))];
  if (oneSided.length > 0) notes.push(`metadata of one side only, not compared: ${oneSided.slice(0, 10).join(', ')}`);
  const shared = fieldsA.filter((field) => fieldsB.includes(field));
  for (const field of shared.slice(0, MOST_FIELDS)) {
    const values = both.map(({ request }) => ownValue(request.metadata, field));
    const trait = fieldTrait(field, values);
    if (trait === undefined) notes.push(`metadata field ${field} has hardly a value twice: not compared`);
    else traits.push(trait);
  }
  if (shared.length > MOST_FIELDS) notes.push(`${shared.length - MOST_FIELDS} more metadata fields are not compared`);
  return { traits, notes };
}

function hasTasks(examples: readonly Example[]): boolean {
  return examples.some(({ task }) => task !== NO_TASK);
}

function fieldsOf(examples: readonly Example[]): string[] {
  return [...new Set(examples.flatMap(({ request }) => Object.keys(request.metadata)))].sort();
}

function ownValue(metadata: Readonly<Record<string, Scalar>>, field: string): Scalar | undefined {
  return Object.hasOwn(metadata, field) ? metadata[field] : undefined;
}

function fieldTrait(field: string, values: readonly (Scalar | undefined)[]): Trait | undefined {
  const name = `metadata ${field}`;
  const known = values.filter((value) => value !== undefined);
  if (known.every((value) => typeof value === 'number')) {
    const classes = numberClasses(known);
    let next = 0;
    return { name, values: values.map((value) => (value === undefined ? ABSENT : classes[next++]!)) };
  }
  if (new Set(known).size > IDENTIFIER * known.length) return undefined;
  return { name, values: values.map((value) => (value === undefined ? ABSENT : String(value))) };
}
