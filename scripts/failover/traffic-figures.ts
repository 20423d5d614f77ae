import type { ModelId } from '../../harness/model.ts';
import { nearestRank } from '../../harness/statistics/nearest-rank.ts';
import type { TrafficFigures } from './failover-report.ts';
import type { ReplayedRequest } from './replay-request.ts';
import type { ReplayedTraffic } from './replay-traffic.ts';

/**
 * What a replay comes to.
 *
 * @param plainChoices per row of the dataset: the choice where nothing is known of the moment
 */
export function trafficFigures(
  { requests, coolDowns, limitUse }: ReplayedTraffic,
  plainChoices: readonly (ModelId | undefined)[],
): TrafficFigures {
  const answers = requests.filter(({ hop }) => hop !== undefined);
  const possible = requests.filter(({ forbidden }) => !forbidden);
  const graded = answers.flatMap(({ record }) => (record.quality === undefined ? [] : [record.quality]));
  const quality = sum(graded);
  const unansweredCount = possible.length - answers.length;
  const attempts = requests.flatMap(({ record }) => record.attempts ?? []);
  return {
    requests: requests.length,
    answered: answers.length,
    ...(possible.length === 0 ? {} : { availability: answers.length / possible.length }),
    ...(graded.length === 0
      ? {}
      : { quality: quality / graded.length, worstQuality: quality / (graded.length + unansweredCount) }),
    costUsd: sum(requests.map(({ record }) => record.routing.usd + (record.costUsd ?? 0))) / requests.length,
    ...latencyOf(answers),
    hops: hopsOf(answers),
    elsewhere: answers.filter((each) => isElsewhere(each, plainChoices)).length,
    attempts: attempts.length,
    failures: tally(attempts.map((attempt) => attempt['error.type'])),
    unanswered: tally(
      requests.filter(({ record }) => (record.attempts ?? []).length > 0).map(({ record }) => record['error.type']),
    ),
    refusals: tally(requests.map(({ record }) => record.refused)),
    violations: requests.reduce((total, { violations }) => total + violations.length, 0),
    coolDowns,
    limits: limitUse,
    ...sessionsOf(requests),
  };
}

/** Whether another model answered than the policy chooses where nothing is known of the moment. */
export function isElsewhere(
  { row, hop, record }: ReplayedRequest,
  plainChoices: readonly (ModelId | undefined)[],
): boolean {
  return hop !== undefined && record['gen_ai.request.model'] !== plainChoices[row];
}

function latencyOf(answers: readonly ReplayedRequest[]): Pick<TrafficFigures, 'latencyMs'> {
  if (answers.length === 0) return {};
  const values = Float64Array.from(answers, ({ record }) => record.latencyMs! + record.routing.latencyMs);
  const [p50, p95, p99] = [0.5, 0.95, 0.99].map((p) => nearestRank(values, p)) as [number, number, number];
  return { latencyMs: { p50, p95, p99 } };
}

function hopsOf(answers: readonly ReplayedRequest[]): TrafficFigures['hops'] {
  const counts: number[] = [];
  for (const { hop } of answers) counts[hop!] = (counts[hop!] ?? 0) + 1;
  return Array.from(counts, (count = 0, hop) => ({ hop, answers: count, share: count / answers.length }));
}

function sessionsOf(requests: readonly ReplayedRequest[]): Pick<TrafficFigures, 'sessions'> {
  const turns = requests.filter(({ stayed }) => stayed !== undefined);
  if (turns.length === 0) return {};
  const stayed = turns.filter((turn) => turn.stayed).length;
  return { sessions: { turns: turns.length, stayed, cacheLostUsd: sum(requests.map((each) => each.cacheLostUsd)) } };
}

/** How often each word comes, most often first; what is absent is not counted. */
function tally(words: readonly (string | undefined)[]): Record<string, number> {
  const counts = new Map<string, number>();
  for (const word of words) if (word !== undefined) counts.set(word, (counts.get(word) ?? 0) + 1);
  return Object.fromEntries([...counts].sort((a, b) => b[1] - a[1]));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
