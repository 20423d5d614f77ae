import type { DecisionRecord } from '../../harness/decision-record.ts';
import { circuitBreaker } from '../../harness/failover/circuit-breaker.ts';
import { failoverSchema } from '../../harness/failover/failover-schema.ts';
import { type AttemptResult, type Clock, serve } from '../../harness/failover/serve.ts';
import type { LiveSignals } from '../../harness/live-signals.ts';
import { constraintsAllow } from '../../harness/policy/at-hop.ts';
import { decisionOf } from '../../harness/policy/decision-of.ts';
import type { OpenPolicy } from '../../harness/policy/open-policy.ts';
import type { Route } from '../../harness/policy/route.ts';
import type { Random } from '../../harness/random.ts';
import type { RouteRequest } from '../../harness/request.ts';
import type { Mistake } from './broken-enforcement.ts';
import { pick } from './random-condition.ts';

const FAILURE_SHARE = 0.7;
const FAILURES = ['429', '503', 'timeout', 'network', '400'];

/** Serves one request as production would, from the route to the last hop, while most attempts fail. */
export async function servedRecord(
  opened: OpenPolicy,
  { request, live }: { readonly request: RouteRequest; readonly live: LiveSignals | undefined },
  { rng, mistake }: { readonly rng: Random; readonly mistake: Mistake | undefined },
): Promise<{ record: DecisionRecord; route: Route }> {
  const [decided] = await opened.route([request], [live]);
  const route = mistake?.route?.(decided!, opened, rng) ?? decided!;
  const { models, policy } = opened;
  const failover = failoverSchema.parse(policy.failover ?? {});
  const ids = models.map(({ id }) => id);
  const order = route.model === undefined ? [] : [route.model, ...route.fallbacks];
  const unchecked = mistake !== undefined;
  const served = await serve(async (): Promise<AttemptResult<string>> => failingAnswer(rng), {
    order: mistake?.hopsUnchecked === undefined || order.length === 0 ? order : [...order, ...ids],
    failover,
    breaker: circuitBreaker(failover.coolDown),
    clock: simulatedClock(),
    mayAsk: (model) => unchecked || constraintsAllow(opened, request, model, live),
  });
  const record: DecisionRecord = {
    ...decisionOf(opened, request, route, { id: 'r', keepRequest: true }),
    attempts: [...served.attempts],
    ...(served.model === undefined ? {} : { 'gen_ai.request.model': served.model }),
    ...(served.value === undefined ? {} : { 'gen_ai.response.model': served.model! }),
  };
  return { record, route };
}

function failingAnswer(rng: Random): AttemptResult<string> {
  const fails = rng.next() < FAILURE_SHARE;
  return { latencyMs: rng.integer(900), ...(fails ? { errorType: pick(FAILURES, rng) } : { value: 'answer' }) };
}

function simulatedClock(): Clock {
  let now = 0;
  return {
    now: () => now,
    async wait(ms) {
      now += ms;
    },
  };
}
