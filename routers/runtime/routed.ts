import { randomUUID } from 'node:crypto';
import { BenchError } from '../../harness/bench-error.ts';
import type { DecisionRecord } from '../../harness/decision-record.ts';
import { type LiveSignals, liveSignalsSchema } from '../../harness/live-signals.ts';
import { decisionOf } from '../../harness/policy/decision-of.ts';
import type { OpenPolicy } from '../../harness/policy/open-policy.ts';
import type { Route } from '../../harness/policy/route.ts';
import type { RouteRequest } from '../../harness/request.ts';

/** What a policy decides for one request, why, and the record of it. */
export interface Routed extends Route {
  /** One line of a log: what `signalbox estimate`, `drift` and `compare-logs` read. */
  readonly record: DecisionRecord;
}

export interface RouteOptions {
  /** Unique in a log: what grades are joined by. A random UUID where left out. */
  readonly id?: string;
  /** ISO 8601 time of the request, for the record; it decides nothing. */
  readonly at?: string;
}

/**
 * Routes one request under one policy.
 *
 * @throws {BenchError} for a request without messages and live signals that cannot be; whatever an embedder or a completer throws
 */
export async function routed(
  opened: OpenPolicy,
  request: RouteRequest,
  live: LiveSignals | undefined,
  { id = randomUUID(), at }: RouteOptions,
  keepRequest: boolean,
): Promise<Routed> {
  checkRequest(request);
  const [route] = await opened.route([request], [checkedLive(live)]);
  return { ...route!, record: decisionOf(opened, request, route!, { id, at, keepRequest }) };
}

/** Requests come from JavaScript too, and what is missing would show as a bug in here. */
function checkRequest({ messages, metadata }: RouteRequest): void {
  if (
    !Array.isArray(messages) ||
    messages.length === 0 ||
    messages.some(({ content }) => typeof content !== 'string')
  ) {
    throw new BenchError('request.messages: at least one message is needed, each with a role and a text as content');
  }
  if (typeof metadata !== 'object' || metadata === null) {
    throw new BenchError('request.metadata: an object is needed; {} where nothing is known', {
      hint: 'What is left out of it is missing for constraints, and a missing attribute denies.',
    });
  }
}

function checkedLive(live: LiveSignals | undefined): LiveSignals | undefined {
  if (live === undefined) return undefined;
  // A budget may be overdrawn by what was in flight.
  const { remainingUsd } = live;
  const given = remainingUsd !== undefined && remainingUsd < 0 ? { ...live, remainingUsd: 0 } : live;
  const parsed = liveSignalsSchema.safeParse(given);
  if (parsed.success) return given;
  const { path, message } = parsed.error.issues[0]!;
  throw new BenchError(`live.${path.join('.')}: ${message}`);
}
