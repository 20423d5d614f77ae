import type { Results } from '../../harness/evaluate/results.ts';
import type { PolicyDraft } from '../../harness/policy/write-policy.ts';
import type { PolicyFacts } from './fit-candidates.ts';

/** The policy of a run as it is written: what every policy of the run says, what was chosen, and what was measured. */
export function shippedDraft(results: Results, facts: PolicyFacts, embedder: PolicyDraft['embedder']): PolicyDraft {
  const { candidate, chosen, reason } = results.policy;
  const { quality, costUsd } = chosen;
  return {
    ...facts,
    name: results.name,
    routerName: candidate,
    operatingPoint: chosen.operatingPoint,
    embedder,
    provenance: {
      ...facts.provenance,
      measured: {
        quality: [quality.value, quality.low, quality.high],
        costUsd: [costUsd.value, costUsd.low, costUsd.high],
        referenceModel: results.referenceModel,
        note: reason,
      },
    },
  };
}
