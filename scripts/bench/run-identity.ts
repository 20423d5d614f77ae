import type { BenchConfig } from '../../harness/config.ts';
import type { Results } from '../../harness/evaluate/results.ts';
import { fingerprint } from '../../harness/fingerprint.ts';
import { codeVersion } from '../package-version.ts';
import { configFingerprint, pricesFingerprint } from './fingerprints.ts';
import type { FittedCandidate } from './fit-candidates.ts';
import type { BenchRunTools } from './open-bench.ts';
import type { PreparedData } from './prepare-data.ts';

export interface RunIdentity {
  /** Of the run and of its folder: the dataset, and a hash of the fingerprints. */
  readonly name: string;
  readonly fingerprints: Results['fingerprints'];
}

/** What a run is the same as another by: everything that its results follow from. */
export function runIdentity(
  config: BenchConfig,
  { dataset, table }: Pick<PreparedData, 'dataset' | 'table'>,
  fitted: readonly FittedCandidate[],
  tools: BenchRunTools,
): RunIdentity {
  const responses = tools.completer.fingerprint();
  const fingerprints: Results['fingerprints'] = {
    dataset: dataset.fingerprint,
    prices: pricesFingerprint(table.models),
    embedder: tools.embedder?.fingerprint ?? null,
    ...(responses === undefined ? {} : { responses }),
    config: configFingerprint(config, fitted),
    code: codeVersion(),
  };
  const name = `${dataset.card.name}-${fingerprint(JSON.stringify(fingerprints)).slice(0, 8)}`;
  return { name, fingerprints };
}
