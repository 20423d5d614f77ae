import type { Evaluation } from '../../harness/evaluate/evaluate.ts';
import { UNLIMITED } from '../../harness/live-signals.ts';
import { openPolicy } from '../../harness/policy/open-policy.ts';
import { type PolicyDraft, writePolicy } from '../../harness/policy/write-policy.ts';
import type { RouterSpec } from '../../harness/router.ts';
import type { Tools } from '../../harness/tools.ts';
import { routerKinds } from '../../routers/index.ts';
import { answeredRoute } from './answered-route.ts';
import { type FittedCandidate, type PolicyFacts, policyEmbedder } from './fit-candidates.ts';
import type { PreparedData } from './prepare-data.ts';
import { shippedDraft } from './shipped-draft.ts';
import { specWithoutRouter } from './spec-without-router.ts';

export interface PolicyToShip extends Evaluation {
  readonly fitted: readonly FittedCandidate[];
  readonly data: PreparedData;
  readonly facts: PolicyFacts;
  readonly tools: Tools;
}

export interface ShippedPolicy {
  readonly draft: PolicyDraft;
  readonly spec: RouterSpec;
}

/**
 * Writes the winning policy, opens it again, and replays the test split through it.
 *
 * @throws {Error} when the opened policy decides a single test query otherwise than the report says: a bug
 */
export async function shipPolicy(folder: string, shipped: PolicyToShip): Promise<ShippedPolicy> {
  const { results, data, facts, tools } = shipped;
  const spec = await specToShip(shipped);
  const draft = shippedDraft(results, facts, policyEmbedder(spec, tools));
  await writePolicy(folder, draft, spec);
  const opened = await openPolicy(folder, routerKinds, tools, { assumed: UNLIMITED });
  const rows = Array.from(data.split.test);
  const routes = await opened.route(rows.map((row) => data.table.examples[row]!.request));
  const reported = shipped.shipped;
  routes.forEach((route, i) => {
    const { model } = answeredRoute(route, data.table, rows[i]!);
    if (model !== reported[i]) {
      const [id, is, was] = [
        data.table.examples[rows[i]!]!.id,
        opened.models[model]?.id,
        opened.models[reported[i]!]?.id,
      ];
      throw new Error(`the opened policy sends ${id} to ${is}, the report to ${was}`);
    }
  });
  return { draft, spec };
}

async function specToShip({ results, fitted, data, facts, tools }: PolicyToShip): Promise<RouterSpec> {
  const { candidate, kind } = results.policy;
  if (kind !== 'router') return specWithoutRouter(results, data.table, facts.salt, tools);
  const router = fitted.find((each) => each.candidate.name === candidate);
  if (router === undefined) throw new Error(`the policy ships ${candidate}, which was not fitted`);
  return router.spec;
}
