import { BenchError } from '../../harness/bench-error.ts';
import type { DecisionRecord } from '../../harness/decision-record.ts';
import { estimatePolicy, type PolicyEstimate } from '../../harness/off-policy/estimate-policy.ts';
import { type Support, supportOf } from '../../harness/off-policy/support.ts';
import { supportProblem } from '../../harness/off-policy/support-problem.ts';
import type { OpenPolicy, Route } from '../../harness/policy/open-policy.ts';
import type { RouteRequest } from '../../harness/request.ts';
import { loggedChoicesOf, type NamedChoices } from './logged-choices-of.ts';
import { requestFeatures } from './request-features.ts';

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

export interface LogFacts {
  readonly records: number;
  /** Fingerprints of the policies that logged. */
  readonly policies: readonly string[];
  /** Records that are left out: without an answer, without a grade, without a cost. */
  readonly failed: number;
  readonly ungraded: number;
  readonly unpriced: number;
  /** Share with a grade among the answers of the model that is graded least, and most. */
  readonly gradedShares?: { readonly least: ModelShare; readonly most: ModelShare };
}

interface ModelShare {
  readonly model: string;
  readonly share: number;
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

interface UsableRecords {
  readonly usable: readonly DecisionRecord[];
  readonly facts: LogFacts;
}

/** Answered, graded and priced: missing is never zero. A refusal has quality 0 and costs nothing. */
function usableRecords(records: readonly DecisionRecord[]): UsableRecords {
  const answered = records.filter((record) => record['error.type'] === undefined);
  const graded = answered.filter(({ model, quality }) => model === null || quality !== undefined);
  const usable = graded.filter(({ model, costUsd }) => model === null || costUsd !== undefined);
  const facts = {
    records: records.length,
    policies: [...new Set(records.map(({ policy }) => policy))].sort(),
    failed: records.length - answered.length,
    ungraded: answered.length - graded.length,
    unpriced: graded.length - usable.length,
    ...gradedShares(answered),
  };
  if (usable.length >= 2) return { usable, facts };
  throw new BenchError(
    `${usable.length} of ${records.length} records have an answer, a quality and a cost: ${facts.failed} failed, ${facts.ungraded} are not graded, ${facts.unpriced} have no costUsd`,
    { hint: 'Grades that were made later are joined by id: --grades FILE.' },
  );
}

/** Grading that favours a model bends every comparison with it. */
function gradedShares(answered: readonly DecisionRecord[]): Pick<LogFacts, 'gradedShares'> {
  const counts = new Map<string, { all: number; graded: number }>();
  for (const { model, quality } of answered) {
    if (model === null) continue;
    const count = counts.get(model) ?? { all: 0, graded: 0 };
    count.all += 1;
    if (quality !== undefined) count.graded += 1;
    counts.set(model, count);
  }
  const shares = Array.from(counts, ([model, { all, graded }]) => ({ model, share: graded / all }));
  shares.sort((a, b) => a.share - b.share);
  if (shares.length === 0) return {};
  return { gradedShares: { least: shares[0]!, most: shares.at(-1)! } };
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
