import { findJsonObjects, parseJson } from '../find-json.ts';

/** A JSON value of a response, and whether the response is that and nothing else. */
export interface FoundValue {
  readonly value: unknown;
  readonly bare: boolean;
}

/** The JSON values of a response: the whole of it; else what stands in code fences; else its outermost objects. */
export function findJsonValues(response: string): readonly FoundValue[] {
  const whole = parseJson(response);
  if (whole !== undefined) return [{ value: whole, bare: true }];
  const fenced = fences(response).flatMap((text) => {
    const value = parseJson(text);
    return value === undefined ? [] : [{ value, bare: false }];
  });
  return fenced.length > 0 ? fenced : findJsonObjects(response);
}

/** What stands between two lines of three backticks, the language aside. */
function fences(response: string): string[] {
  return response
    .split('```')
    .filter((_, i) => i % 2 === 1)
    .map((text) => text.replace(/^[a-zA-Z0-9]{1,20}(?=\s)/, ''));
}

/** Levels of brackets, without recursion: a response may have very many. */
export function isDeeper(value: unknown, levels: number): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > levels) return true;
    const next: unknown[] = [];
    for (const item of level) {
      if (typeof item === 'object' && item !== null) for (const inner of Object.values(item)) next.push(inner);
    }
    level = next;
  }
  return false;
}
