import { BenchError } from '../../harness/bench-error.ts';
import type { Results } from '../../harness/evaluate/results.ts';
import { writePolicy } from '../../harness/policy/write-policy.ts';
import type { Router } from '../../harness/router.ts';
import type { Tools } from '../../harness/tools.ts';
import { redactedSpec } from '../redact/redacted-spec.ts';
import { type PolicyFacts, policyEmbedder } from './fit-candidates.ts';
import type { PreparedData } from './prepare-data.ts';
import { shippedDraft } from './shipped-draft.ts';

export interface PolicyToRefit {
  readonly results: Results;
  readonly routers: readonly Router[];
  readonly data: PreparedData;
  readonly facts: PolicyFacts;
  readonly tools: Tools;
}

/**
 * Writes the router that ships fitted once more, to all complete examples, at the operating point that was certified for the one
 * fitted to train. More data usually help; but nobody measured this policy, and its provenance says so.
 *
 * @returns false where there is nothing to refit: no router ships, or it learns nothing
 */
export async function refitPolicy(
  folder: string,
  { results, routers, data, facts, tools }: PolicyToRefit,
): Promise<boolean> {
  const { candidate, kind } = results.policy;
  if (kind !== 'router') return false;
  const given = routers.find(({ name }) => name === candidate);
  if (given === undefined) throw new BenchError(`the config has no router ${candidate} to refit`);
  if (!given.learned) return false;
  const router = given.withIds?.(data.table.examples) ?? given;
  const fitted = await router.fit(data.table, tools);
  const spec = results.redacted ? redactedSpec(router.name, fitted.spec) : fitted.spec;
  const draft = shippedDraft(results, facts, policyEmbedder(spec, tools));
  const { measured: _, ...provenance } = draft.provenance;
  await writePolicy(folder, { ...draft, provenance: { ...provenance, refitted: true } }, spec);
  return true;
}
