/** A JSON value of a config or a dataset. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** The same JSON, the order of keys aside. Recursion is bounded by the depth of `expected`, however deep `value` is. */
export function sameJson(value: unknown, expected: Json): boolean {
  if (typeof expected !== 'object' || expected === null) return value === expected;
  if (typeof value !== 'object' || value === null || Array.isArray(value) !== Array.isArray(expected)) return false;
  const keys = Object.keys(expected);
  return (
    Object.keys(value).length === keys.length &&
    keys.every(
      (key) =>
        Object.hasOwn(value, key) &&
        sameJson((value as Record<string, unknown>)[key], (expected as Record<string, Json>)[key]!),
    )
  );
}
