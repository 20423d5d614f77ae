import type { Compliance, CompliancePrice } from '../../harness/evaluate/compliance-schema.ts';
import { UNLIMITED } from '../../harness/live-signals.ts';
import { restorePolicy } from '../../harness/policy/open-policy.ts';
import type { Policy } from '../../harness/policy/policy.ts';
import type { Route } from '../../harness/policy/route.ts';
import { clustersOf } from '../../harness/statistics/clusters.ts';
import { meanEstimate } from '../../harness/statistics/mean-estimate.ts';
import type { Tools } from '../../harness/tools.ts';
import { routerKinds } from '../../routers/index.ts';
import { type AnsweredRoute, answeredRoute } from './answered-route.ts';
import { requestsAt } from './fit-router.ts';
import type { PreparedData } from './prepare-data.ts';
import type { ShippedPolicy } from './ship-policy.ts';

export interface PolicyToPrice extends ShippedPolicy {
  readonly data: Pick<PreparedData, 'table' | 'split'>;
  readonly tools: Tools;
}

/**
 * The price of compliance: what ships replays test once more without each constraint, and without all of them. Router and
 * operating point stay, so that the difference is the constraint's alone.
 */
export async function compliancePrice(shipped: PolicyToPrice): Promise<Compliance> {
  const { routes, data } = shipped;
  const { constraints } = shipped.files.policy;
  const kept = { routes, answers: answersTo(routes, data) };
  const without = async (left: Policy['constraints'], names: readonly string[]) =>
    priceOf(kept, answersTo(await routesUnder(left, shipped), data), names, data);
  const prices: Compliance['constraints'] = [];
  for (const constraint of constraints) {
    const others = constraints.filter((each) => each !== constraint);
    prices.push({ ...constraint, ...(await without(others, [constraint.name])) });
  }
  const all = await without(
    [],
    constraints.map(({ name }) => name),
  );
  return { all, constraints: prices };
}

/** The shipped policy under other constraints: restored from what was read, nothing is written. */
function routesUnder(
  constraints: Policy['constraints'],
  { folder, files, data: { table, split }, tools }: PolicyToPrice,
): Promise<readonly Route[]> {
  const changed = { ...files, policy: { ...files.policy, constraints } };
  const opened = restorePolicy(folder, changed, routerKinds, tools, { assumed: UNLIMITED });
  return opened.route(requestsAt(table, split.test));
}

function answersTo(routes: readonly Route[], { table, split }: PolicyToPrice['data']): readonly AnsweredRoute[] {
  return routes.map((route, i) => answeredRoute(route, table, split.test[i]!));
}

interface Replayed {
  readonly routes: readonly Route[];
  readonly answers: readonly AnsweredRoute[];
}

function priceOf(
  kept: Replayed,
  without: readonly AnsweredRoute[],
  names: readonly string[],
  { split }: PolicyToPrice['data'],
): CompliancePrice {
  const clusters = clustersOf(Array.from(split.test, (row) => split.units[row]!));
  const differences = (of: (answer: AnsweredRoute) => number) =>
    Float64Array.from(kept.answers, (answer, i) => of(answer) - of(without[i]!));
  const verdicts = kept.routes.map(({ constraints }) => constraints.filter(({ name }) => names.includes(name)));
  const denied = verdicts.flat().flatMap((verdict) => verdict.denied);
  const share = (holds: (i: number) => boolean) => kept.routes.filter((_, i) => holds(i)).length / kept.routes.length;
  return {
    binds: share((i) => verdicts[i]!.some((verdict) => verdict.denied.length > 0)),
    moved: share((i) => kept.answers[i]!.model !== without[i]!.model),
    refused: share((i) => kept.answers[i]!.model < 0 && without[i]!.model >= 0),
    undecided: denied.filter(({ error }) => error !== undefined).length,
    quality: meanEstimate(
      differences(({ quality }) => quality),
      clusters,
    ),
    costUsd: meanEstimate(
      differences(({ costUsd }) => costUsd),
      clusters,
    ),
  };
}
