import type { BenchConfig } from '../../harness/config.ts';
import type { Policy } from '../../harness/policy/policy.ts';
import { codeVersion } from '../package-version.ts';
import { pricesFingerprint } from './fingerprints.ts';
import type { PolicyFacts } from './fit-candidates.ts';
import { policySalt } from './policy-salt.ts';
import type { PreparedData } from './prepare-data.ts';

/** What every policy of a run says, whichever router it ships. */
export function policyFacts(data: PreparedData, config: BenchConfig): PolicyFacts {
  const { dataset, table, split } = data;
  return {
    salt: policySalt(dataset.card.name, config.seed),
    pool: table.models as Policy['pool'],
    ...data.rules,
    provenance: {
      dataset: dataset.card.name,
      simulated: dataset.card.simulated,
      fingerprints: { dataset: dataset.fingerprint, prices: pricesFingerprint(table.models), code: codeVersion() },
      seed: config.seed,
      split: { train: split.train.length, validate: split.validate.length, test: split.test.length },
    },
  };
}
