import type { BenchConfig } from '../../harness/config.ts';
import type { OutcomeTable } from '../../harness/outcome-table.ts';
import type { Policy } from '../../harness/policy/policy.ts';
import type { Scalar } from '../../harness/request.ts';
import { codeVersion } from '../package-version.ts';
import { pricesFingerprint } from './fingerprints.ts';
import type { PolicyFacts } from './fit-candidates.ts';
import { isRedacted } from './is-redacted.ts';
import type { PreparedData } from './prepare-data.ts';

/** A field with more distinct values than this is open: its type is declared, its values are not. */
const MOST_VALUES = 50;

/** What every policy of a run says, whichever router it ships. */
export function policyFacts(data: PreparedData, config: BenchConfig): PolicyFacts {
  const { dataset, table, split } = data;
  return {
    salt: `${dataset.card.name}/${config.seed}`,
    pool: table.models as Policy['pool'],
    metadata: declaredMetadata(table, { values: !isRedacted(config) }),
    constraints: [],
    provenance: {
      dataset: dataset.card.name,
      simulated: dataset.card.simulated,
      fingerprints: { dataset: dataset.fingerprint, prices: pricesFingerprint(table.models), code: codeVersion() },
      seed: config.seed,
      split: { train: split.train.length, validate: split.validate.length, test: split.test.length },
    },
  };
}

/** The metadata keys of a dataset, with the values that each was seen to take where they may be told. */
export function declaredMetadata(
  table: Pick<OutcomeTable, 'examples'>,
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
  return Object.fromEntries([...seen].sort(byKey).map(([key, values]) => [key, declaration([...values], told.values)]));
}

function declaration(values: readonly Scalar[], isTold: boolean): Policy['metadata'][string] {
  const type = typeof values[0]! as 'string' | 'number' | 'boolean';
  if (!isTold || values.length > MOST_VALUES) return { type };
  return { type, values: [...values].sort((a, b) => (String(a) < String(b) ? -1 : 1)) };
}

function byKey([a]: [string, unknown], [b]: [string, unknown]): number {
  return a < b ? -1 : 1;
}
