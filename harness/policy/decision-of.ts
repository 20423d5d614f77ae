import type { DecisionRecord } from '../decision-record.ts';
import { DECISION_VERSION } from '../decision-version.ts';
import { toJsonTradeoff } from '../evaluate/operating-point.ts';
import type { RouteRequest } from '../request.ts';
import type { OpenPolicy } from './open-policy.ts';
import type { Route } from './route.ts';

/** Reasons that a record keeps: forty neighbours would make most of a log. */
const MOST_REASONS = 12;

export interface DecisionOptions {
  readonly id: string;
  /** ISO 8601. */
  readonly at?: string | undefined;
  /** Keep messages and metadata: needed to evaluate another policy on the log. */
  readonly keepRequest: boolean;
}

/** The record of a decision as far as it is known before anybody was asked; what came of it is added by who asks. */
export function decisionOf(
  { policy, fingerprint, models }: OpenPolicy,
  request: RouteRequest,
  route: Route,
  { id, at, keepRequest }: DecisionOptions,
): DecisionRecord {
  const { session } = request;
  return {
    schema: 'signalbox/decision',
    version: DECISION_VERSION,
    id,
    ...(at === undefined ? {} : { at }),
    policy: fingerprint,
    ...(session === undefined ? {} : { 'gen_ai.conversation.id': session.id, turn: session.turn }),
    model: route.model ?? null,
    ...(route.model === undefined ? {} : { fallbacks: [...route.fallbacks] }),
    allowed: models.filter((_, m) => route.mask[m] === 1).map((model) => model.id),
    ...(route.refused === undefined ? {} : { refused: route.refused }),
    ...undecidedOf(route),
    ...(route.live === undefined ? {} : { live: route.live }),
    tradeoff: toJsonTradeoff(route.tradeoff),
    explore: { share: policy.operatingPoint.explore ?? 0, drawn: route.explored },
    ...chancesOf(route, models),
    why: route.why.slice(0, MOST_REASONS),
    routing: { usd: route.bill.usd, latencyMs: route.bill.latencyMs, calls: route.bill.calls },
    ...(keepRequest
      ? { request: { messages: request.messages.map((each) => ({ ...each })), metadata: { ...request.metadata } } }
      : {}),
  };
}

function undecidedOf({ constraints }: Route): Pick<DecisionRecord, 'undecided'> {
  const undecided = constraints.flatMap(({ denied }) => denied).filter(({ error }) => error !== undefined).length;
  return undecided === 0 ? {} : { undecided };
}

function chancesOf(
  { model, propensities }: Route,
  models: OpenPolicy['models'],
): Pick<DecisionRecord, 'propensity' | 'propensities'> {
  if (model === undefined || propensities === undefined) return {};
  return {
    propensity: propensities[models.findIndex(({ id }) => id === model)]!,
    propensities: Object.fromEntries(
      models.map(({ id }, m) => [id, propensities[m]!]).filter(([, p]) => Number(p) > 0),
    ),
  };
}
