import { BenchError } from '../../harness/bench-error.ts';
import type { DecisionRecord } from '../../harness/decision-record.ts';
import { estimatePolicy, type PolicyEstimate } from '../../harness/off-policy/estimate-policy.ts';
import { type Support, supportOf } from '../../harness/off-policy/support.ts';
import { supportProblem } from '../../harness/off-policy/support-problem.ts';
import type { OpenPolicy } from '../../harness/policy/open-policy.ts';
import type { Route } from '../../harness/policy/route.ts';
import type { RouteRequest } from '../../harness/request.ts';
import { loggedChoicesOf, type NamedChoices } from './logged-choices-of.ts';
import { requestFeatures } from './request-features.ts';
import { type LogFacts, usableRecords } from './usable-records.ts';

export const ESTIMATE_VERSION = 1;

/** What `signalbox estimate` found. */
export interface LogEstimate extends PolicyEstimate {
  readonly schema: 'signalbox/estimate';
  readonly version: typeof ESTIMATE_VERSION;
  readonly policy: { readonly name: string; readonly fingerprint: string };
  readonly log: LogFacts;
  readonly support: Omit<Support, 'unsupported'>;
  /** Share of requests per model: as logged, and by the policy. */
  readonly shares: readonly { readonly model: string; readonly logged: number; readonly policy: number }[];
}

/** Requests that are routed at a time. */
const BATCH = 512;
/** Of the folds; a log has no seed of its own. */
const SEED = 1;

/**
 * Evaluates a policy on the log of another one.
 *
 * @throws {BenchError} saying what would be needed, where the log does not support any claim
 */
export async function runEstimate(
  records: readonly DecisionRecord[],
  opened: OpenPolicy,
  onProgress: (done: number, total: number) => void = () => {},
): Promise<LogEstimate> {
  const { usable, facts } = usableRecords(records);
  const requests = usable.map(requestOf);
  const routes = await routesOf(opened, requests, onProgress);
  const choices = loggedChoicesOf(
    usable,
    routes,
    opened.models.map(({ id }) => id),
  );
  const support = checkedSupport(choices);
  const estimate = estimatePolicy({
    logged: choices,
    quality: Float64Array.from(usable, ({ model, quality }) => (model === null ? 0 : quality!)),
    costUsd: Float64Array.from(usable, ({ model, costUsd }) => (model === null ? 0 : costUsd!)),
    loggedRoutingUsd: Float64Array.from(usable, ({ routing }) => routing.usd),
    routingUsd: Float64Array.from(routes, ({ bill }) => bill.usd),
    features: requestFeatures(
      requests,
      routes.map(({ inputTokens }) => inputTokens),
    ),
    predictedQuality: predicted(routes, choices.actions, ({ quality }) => quality),
    predictedCostUsd: predicted(routes, choices.actions, ({ costUsd }) => costUsd),
    seed: SEED,
  });
  const { unsupported: _, ...supported } = support;
  return {
    schema: 'signalbox/estimate',
    version: ESTIMATE_VERSION,
    policy: { name: opened.policy.name, fingerprint: opened.fingerprint },
    log: facts,
    support: supported,
    ...estimate,
    shares: sharesOf(choices),
  };
}

function requestOf(record: DecisionRecord): RouteRequest {
  const { request, turn = 0, id } = record;
  if (request === undefined) {
    throw new BenchError(
      `the record ${JSON.stringify(id)} has no request: what another policy would choose is not known`,
      {
        hint: 'Log messages and metadata with the decision (field request).',
      },
    );
  }
  const conversation = record['gen_ai.conversation.id'];
  return conversation === undefined ? request : { ...request, session: { id: conversation, turn } };
}

export async function routesOf(
  opened: OpenPolicy,
  requests: readonly RouteRequest[],
  onProgress: (done: number, total: number) => void,
): Promise<Route[]> {
  const routes: Route[] = [];
  for (let start = 0; start < requests.length; start += BATCH) {
    routes.push(...(await opened.route(requests.slice(start, start + BATCH))));
    onProgress(routes.length, requests.length);
  }
  return routes;
}

function checkedSupport(choices: NamedChoices): Support {
  const { names, mostAllowed, known, clusters } = choices;
  if (clusters.count < 2) {
    throw new BenchError(
      'all records of the log are of one conversation or one request: nothing can be said of others',
    );
  }
  const support = supportOf(choices);
  const problem = supportProblem(support, { names, mostAllowed, isKnown: (action) => known.has(action) });
  if (problem !== undefined) throw new BenchError(problem.message, { hint: problem.hint });
  return support;
}

/** requests × actions: what the policy's router expects of its models; 0 where it ranks without predicting. */
function predicted(
  routes: readonly Route[],
  actions: number,
  value: (prediction: NonNullable<Route['predictions']>[number]) => number,
): Float64Array {
  const expected = new Float64Array(routes.length * actions);
  for (const [i, { predictions = [] }] of routes.entries()) {
    for (const [m, prediction] of predictions.entries()) expected[i * actions + m] = value(prediction);
  }
  return expected;
}

function sharesOf({ names, actions, chosen, target }: NamedChoices): LogEstimate['shares'] {
  const logged = new Float64Array(actions);
  const policy = new Float64Array(actions);
  for (let i = 0; i < chosen.length; i++) {
    logged[chosen[i]!]! += 1;
    for (let a = 0; a < actions; a++) policy[a]! += target[i * actions + a]!;
  }
  return names
    .map((model, a) => ({ model, logged: logged[a]! / chosen.length, policy: policy[a]! / chosen.length }))
    .filter((each) => each.logged > 0 || each.policy > 0);
}
