import { BenchError } from '../../harness/bench-error.ts';
import { outcomesOf } from '../../harness/evaluate/outcomes.ts';
import { UNLIMITED } from '../../harness/live-signals.ts';
import { takeModels } from '../../harness/outcome-table.ts';
import { pricesFingerprint } from '../bench/fingerprints.ts';
import { requestsAt } from '../bench/fit-router.ts';
import { openPolicyFolder } from '../logs/open-policy-folder.ts';
import { codeVersion } from '../package-version.ts';
import { decidedAt } from './decided.ts';
import type { GateTree } from './gate-tree.ts';
import type { MeasuredPolicy } from './measured-policy.ts';

/**
 * What a policy folder does with the test prompts, instead of a router that is fitted again: for a policy that is committed.
 * Exploration is left out: it is a price that somebody chose to pay, and no property of the policy.
 *
 * @throws {BenchError} for a policy that may choose a model which the dataset lacks
 */
export async function decideByPolicy(tree: GateTree, path: string): Promise<MeasuredPolicy> {
  const { dataset, table, split, tools, data } = tree;
  const opened = await openPolicyFolder(path, {
    explore: 0,
    completer: tools.completer,
    assumed: UNLIMITED,
  });
  const indices = opened.models.map(({ id }) => {
    const at = table.models.findIndex((model) => model.id === id);
    if (at >= 0) return at;
    throw new BenchError(`${path} may choose "${id}", which dataset ${dataset.card.name} lacks`, {
      hint: `It has ${table.models.map((model) => model.id).join(', ')}.`,
    });
  });
  const requests = requestsAt(table, split.test);
  // What a policy that lost a constraint does with a forbidden model counts as it is; that it may not is a violation.
  const { allowed: _, ...unmasked } = table;
  const pool = takeModels(unmasked, indices);
  const outcomes = {
    ...outcomesOf(pool, split.test),
    allowed: Uint8Array.from(opened.allowed(requests).flatMap((mask) => [...mask])),
  };
  const assessments = await opened.assess(requests);
  const inputTokens = Float64Array.from(split.test, (row) => data.inputTokens[row]!);
  const { operatingPoint, salt, router, provenance } = opened.policy;
  const decided = decidedAt(
    { assessments, requests, outcomes, models: opened.models, inputTokens },
    operatingPoint,
    salt,
  );
  return {
    policy: { candidate: router.name, kind: 'router', operatingPoint: { mix: operatingPoint.mix } },
    decided: { ...decided, choices: decided.choices.map((model) => (model < 0 ? model : indices[model]!)) },
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
