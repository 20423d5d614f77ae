import type { Dimension } from './dimensions.ts';

/** A set of requests: the values of each field, or `any`. */
export type Pattern = Readonly<Record<string, readonly string[] | 'any'>>;

/** Few patterns that cover exactly the given combinations: values of a dimension are joined where all else is equal. */
export function patternsOf(dimensions: readonly Dimension[], rows: readonly Uint32Array[]): Pattern[] {
  let patterns = rows.map((row) => Array.from(row, (value) => [value]));
  dimensions.forEach((_, d) => {
    const joined = new Map<string, number[][]>();
    for (const pattern of patterns) {
      const key = pattern.map((values, other) => (other === d ? '' : values.join(','))).join(';');
      const before = joined.get(key);
      if (before === undefined)
        joined.set(
          key,
          pattern.map((values) => [...values]),
        );
      else before[d]!.push(...pattern[d]!.filter((value) => !before[d]!.includes(value)));
    }
    patterns = [...joined.values()];
  });
  return patterns.map((pattern) =>
    Object.fromEntries(
      dimensions.map(({ name, values }, d) => [
        name,
        pattern[d]!.length === values.length ? 'any' : pattern[d]!.map((value) => values[value]!.label),
      ]),
    ),
  );
}

/** `dataClass=phi, region=any`, a list as `eu|apac`. */
export function patternText(pattern: Pattern): string {
  const fields = Object.entries(pattern).map(
    ([name, values]) => `${name}=${values === 'any' ? values : values.join('|')}`,
  );
  return fields.length === 0 ? 'any request' : fields.join(', ');
}
