import { findJsonObjects } from '../graders/find-json.ts';

/**
 * The value of `name` in the JSON objects of a reply, in prose or a code fence too. A judge may quote what it judges, and
 * an answer may hold a verdict of its own: where objects disagree, none of them counts.
 */
export function soleField(text: string, name: string): unknown {
  const values = findJsonObjects(text).flatMap(({ value }) => (Object.hasOwn(value, name) ? [value[name]] : []));
  return values.every((value) => value === values[0]) ? values[0] : undefined;
}
