import type { BenchConfig } from '../../harness/config.ts';
import type { OutcomeTable } from '../../harness/outcome-table.ts';
import type { Policy } from '../../harness/policy/policy.ts';
import type { Scalar } from '../../harness/request.ts';

/** A field with more distinct values than this is open: its type is declared, its values are not. */
const MOST_VALUES = 50;

/**
 * The metadata keys of a policy: those that the config declares, whose values are all there are, and those of the dataset,
 * with the values that each was seen to take where they may be told.
 */
export function declaredMetadata(
  table: Pick<OutcomeTable, 'examples'>,
  declared: BenchConfig['metadata'] = {},
  told: { readonly values: boolean } = { values: true },
): Policy['metadata'] {
  const seen = new Map<string, Set<Scalar>>();
  for (const { request } of table.examples) {
    for (const [key, value] of Object.entries(request.metadata)) {
      const values = seen.get(key) ?? new Set();
      values.add(value);
      seen.set(key, values);
    }
  }
  const shown = [...seen].map(([key, values]) => [key, declaration([...values], told.values)] as const);
  const written = Object.entries(declared).map(
    ([key, field]) => [key, field.values === undefined ? field : { ...field, closed: true as const }] as const,
  );
  return Object.fromEntries([...new Map([...shown, ...written])].sort(byKey));
}

function declaration(values: readonly Scalar[], isTold: boolean): Policy['metadata'][string] {
  const type = typeof values[0]! as 'string' | 'number' | 'boolean';
  if (!isTold || values.length > MOST_VALUES) return { type };
  return { type, values: [...values].sort((a, b) => (String(a) < String(b) ? -1 : 1)) };
}

function byKey([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1;
}
