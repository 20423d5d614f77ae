import { outcomesOf } from '../../harness/evaluate/outcomes.ts';
import { UNLIMITED } from '../../harness/live-signals.ts';
import { pricesFingerprint } from '../bench/fingerprints.ts';
import { openPolicyFolder } from '../logs/open-policy-folder.ts';
import { codeVersion } from '../package-version.ts';
import { decidedByPolicy } from '../policy/decided-by-policy.ts';
import type { GateTree } from './gate-tree.ts';
import type { MeasuredPolicy } from './measured-policy.ts';

/**
 * What a policy folder does with the test prompts, instead of a router that is fitted again: for a policy that is committed.
 * Exploration is left out: it is a price that somebody chose to pay, and no property of the policy.
 *
 * @throws {BenchError} for a policy that may choose a model which the dataset lacks
 */
export async function measureFolder(tree: GateTree, path: string): Promise<MeasuredPolicy> {
  const { dataset, table, split, tools, data } = tree;
  const opened = await openPolicyFolder(path, { explore: 0, completer: tools.completer, assumed: UNLIMITED });
  const inputTokens = Float64Array.from(split.test, (row) => data.inputTokens[row]!);
  const rows = { table, rows: split.test, inputTokens, dataset: dataset.card.name };
  const decided = await decidedByPolicy(opened, rows);
  const { operatingPoint, router, provenance } = opened.policy;
  const { allowed: _, ...unmasked } = table;
  return {
    policy: { candidate: router.name, kind: 'router', operatingPoint: { mix: operatingPoint.mix } },
    decided,
    routers: [],
    fingerprints: {
      dataset: dataset.fingerprint,
      prices: pricesFingerprint(table.models),
      embedder: tools.embedder?.fingerprint ?? null,
      config: opened.fingerprint,
      code: provenance.fingerprints.code || codeVersion(),
    },
    outcomes: outcomesOf(unmasked, split.test),
  };
}
