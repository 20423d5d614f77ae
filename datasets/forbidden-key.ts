/** Names that reach the prototype of an object when they are assigned to. */
const FORBIDDEN: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);
const MAX_DEPTH = 100;

export const OWN_KEYS_ONLY = 'names such as __proto__ can alter every object of a program';

/** True for a name that may not be used as a key, a model id or a metadata field. */
export function isForbiddenKey(name: string): boolean {
  return FORBIDDEN.has(name);
}

/** The first key anywhere in a parsed JSON value that is not allowed. */
export function forbiddenKey(value: unknown, depth = 0): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if (depth > MAX_DEPTH) return '(nested too deeply)';
  if (Array.isArray(value)) {
    for (const item of value) {
      const found = forbiddenKey(item, depth + 1);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  for (const [key, item] of Object.entries(value)) {
    if (FORBIDDEN.has(key)) return key;
    const found = forbiddenKey(item, depth + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}
