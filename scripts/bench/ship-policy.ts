import type { Evaluation } from '../../harness/evaluate/evaluate.ts';
import { UNLIMITED } from '../../harness/live-signals.ts';
import { restorePolicy } from '../../harness/policy/open-policy.ts';
import { type PolicyFiles, readPolicy } from '../../harness/policy/read-policy.ts';
import type { Route } from '../../harness/policy/route.ts';
import { writePolicy } from '../../harness/policy/write-policy.ts';
import type { RouterSpec } from '../../harness/router.ts';
import type { Tools } from '../../harness/tools.ts';
import { routerKinds } from '../../routers/index.ts';
import { answeredRoute } from './answered-route.ts';
import { type FittedCandidate, type PolicyFacts, policyEmbedder } from './fit-candidates.ts';
import { requestsAt } from './fit-router.ts';
import type { PreparedData } from './prepare-data.ts';
import { shippedDraft } from './shipped-draft.ts';
import { specWithoutRouter } from './spec-without-router.ts';

export interface PolicyToShip extends Evaluation {
  readonly fitted: readonly FittedCandidate[];
  readonly data: PreparedData;
  readonly facts: PolicyFacts;
  readonly tools: Tools;
}

/** What ships, as it was read again. */
export interface ShippedPolicy {
  readonly folder: string;
  readonly files: PolicyFiles;
  /** Of the test rows, in their order. */
  readonly routes: readonly Route[];
}

/**
 * Writes the winning policy, opens it again, and replays the test split through it.
 *
 * @throws {Error} when the opened policy decides a single test query otherwise than the report says: a bug
 */
export async function shipPolicy(folder: string, shipped: PolicyToShip): Promise<ShippedPolicy> {
  const { results, data, facts, tools } = shipped;
  const spec = await specToShip(shipped);
  await writePolicy(folder, shippedDraft(results, facts, policyEmbedder(spec, tools)), spec);
  const files = await readPolicy(folder, routerKinds);
  const opened = restorePolicy(folder, files, routerKinds, tools, { assumed: UNLIMITED });
  const { test } = data.split;
  const routes = await opened.route(requestsAt(data.table, test));
  const reported = shipped.shipped;
  routes.forEach((route, i) => {
    const { model } = answeredRoute(route, data.table, test[i]!);
    if (model !== reported[i]) {
      const [id, is, was] = [
        data.table.examples[test[i]!]!.id,
        opened.models[model]?.id,
        opened.models[reported[i]!]?.id,
      ];
      throw new Error(`the opened policy sends ${id} to ${is}, the report to ${was}`);
    }
  });
  return { folder, files, routes };
}

async function specToShip({ results, fitted, data, facts, tools }: PolicyToShip): Promise<RouterSpec> {
  const { candidate, kind } = results.policy;
  if (kind !== 'router') return specWithoutRouter(results, data.table, facts.salt, tools);
  const router = fitted.find((each) => each.candidate.name === candidate);
  if (router === undefined) throw new Error(`the policy ships ${candidate}, which was not fitted`);
  return router.spec;
}
