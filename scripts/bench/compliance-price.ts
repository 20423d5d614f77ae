import { rm } from 'node:fs/promises';
import type { Compliance, CompliancePrice } from '../../harness/evaluate/compliance-schema.ts';
import type { Results } from '../../harness/evaluate/results.ts';
import { UNLIMITED } from '../../harness/live-signals.ts';
import { openPolicy } from '../../harness/policy/open-policy.ts';
import type { Route } from '../../harness/policy/route.ts';
import { type PolicyDraft, writePolicy } from '../../harness/policy/write-policy.ts';
import type { RouterSpec } from '../../harness/router.ts';
import { clustersOf } from '../../harness/statistics/clusters.ts';
import { meanEstimate } from '../../harness/statistics/mean-estimate.ts';
import type { Tools } from '../../harness/tools.ts';
import { routerKinds } from '../../routers/index.ts';
import { type AnsweredRoute, answeredRoute } from './answered-route.ts';
import { requestsAt } from './fit-router.ts';
import type { PreparedData } from './prepare-data.ts';

export interface PolicyToPrice {
  /** Where policies may be written and are removed again. */
  readonly folder: string;
  readonly draft: PolicyDraft;
  readonly spec: RouterSpec;
  readonly data: Pick<PreparedData, 'table' | 'split'>;
  readonly tools: Tools;
}

/**
 * The price of compliance: what ships replays test once more without each constraint, and without all of them. Router and
 * operating point stay, so that the difference is the constraint's alone.
 */
export async function compliancePrice(priced: PolicyToPrice): Promise<NonNullable<Results['compliance']>> {
  const { constraints } = priced.draft;
  const kept = await replay(priced, constraints);
  const without = async (left: PolicyDraft['constraints'], names: readonly string[]) =>
    priceOf(kept, await replay(priced, left), names, priced.data);
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

interface Replayed {
  readonly routes: readonly Route[];
  readonly answers: readonly AnsweredRoute[];
}

async function replay(
  { folder, draft, spec, data: { table, split }, tools }: PolicyToPrice,
  constraints: PolicyDraft['constraints'],
): Promise<Replayed> {
  try {
    await writePolicy(folder, { ...draft, constraints }, spec);
    const opened = await openPolicy(folder, routerKinds, tools, { assumed: UNLIMITED });
    const routes = await opened.route(requestsAt(table, split.test));
    return { routes, answers: routes.map((route, i) => answeredRoute(route, table, split.test[i]!)) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function priceOf(
  kept: Replayed,
  without: Replayed,
  names: readonly string[],
  { split }: PolicyToPrice['data'],
): CompliancePrice {
  const clusters = clustersOf(Array.from(split.test, (row) => split.units[row]!));
  const differences = (of: (answer: AnsweredRoute) => number) =>
    Float64Array.from(kept.answers, (answer, i) => of(answer) - of(without.answers[i]!));
  const verdicts = kept.routes.map(({ constraints }) => constraints.filter(({ name }) => names.includes(name)));
  const denied = verdicts.flat().flatMap((verdict) => verdict.denied);
  const share = (holds: (i: number) => boolean) => kept.routes.filter((_, i) => holds(i)).length / kept.routes.length;
  return {
    binds: share((i) => verdicts[i]!.some((verdict) => verdict.denied.length > 0)),
    moved: share((i) => kept.answers[i]!.model !== without.answers[i]!.model),
    refused: share((i) => kept.answers[i]!.model < 0 && without.answers[i]!.model >= 0),
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
