import { BenchError } from '../../harness/bench-error.ts';
import type { Dataset } from '../../harness/dataset.ts';
import type { DecisionRecord } from '../../harness/decision-record.ts';
import { failoverSchema, limitsSchema } from '../../harness/failover/failover-schema.ts';
import { type Fault, faultText, parseFaults, randomFaults } from '../../harness/failover/faults.ts';
import type { ModelId } from '../../harness/model.ts';
import type { OutcomeTable } from '../../harness/outcome-table.ts';
import type { OpenPolicy } from '../../harness/policy/open-policy.ts';
import type { Route } from '../../harness/policy/route.ts';
import { routesOf } from '../logs/run-estimate.ts';
import { poolAnswers } from '../policy/pool-answers.ts';
import type { Progress } from '../progress.ts';
import { type ArrivalRate, arrivalsOf } from './arrivals.ts';
import { FAILOVER_VERSION, type FailoverReport } from './failover-report.ts';
import { replayTraffic } from './replay-traffic.ts';
import { timeLine } from './time-line.ts';
import { trafficFigures } from './traffic-figures.ts';

export interface FailoverOptions {
  /** A plan of faults; `random` = one that follows from the seed; an outage of the favourite, half an hour, where left out. */
  readonly faults?: string | undefined;
  readonly seed: number;
  readonly rate: ArrivalRate;
  /** False: the choices alone. */
  readonly chain: boolean;
}

/** When the favourite goes, and for how long, where no fault is named; a shorter replay has a shorter outage. */
const HALF_AN_HOUR = 1_800_000;

/**
 * Replays the traffic of a dataset through a policy while its providers fail, with and without the chain.
 *
 * @returns the report, and the log that production would have written
 * @throws {BenchError} for a cascade, a dataset that lacks a model of the policy, and a plan of faults that cannot be
 */
export async function runFailover(
  { table, card, fingerprint }: Dataset,
  opened: OpenPolicy,
  options: FailoverOptions,
  progress: Pick<Progress, 'stage'>,
): Promise<{ report: FailoverReport; records: DecisionRecord[] }> {
  const { policy } = opened;
  const pool = opened.models.map(({ id }) => id);
  const answers = poolAnswers(table, pool, card.name);
  const requests = answers.examples.map(({ request }) => request);
  const plain = await routesOf(opened, requests, progress.stage('route'));
  refuseCascade(plain);
  const arrivals = arrivalsOf(answers.examples, options.rate);
  const durationMs = arrivals.at(-1)!.at - arrivals[0]!.at;
  const favourite = favouriteOf(plain);
  const faults = faultsOf(options, { pool, favourite: favourite.model, durationMs });
  refuseSlowerUnknown(faults, answers);
  const setting = {
    opened,
    answers,
    arrivals,
    faults,
    failover: policy.failover ?? failoverSchema.parse({}),
    limits: policy.limits ?? limitsSchema.parse({}),
    seed: options.seed,
  };
  const withoutChain = await replayTraffic({ ...setting, chain: false }, progress.stage('replay without the chain'));
  const withChain = options.chain
    ? await replayTraffic({ ...setting, chain: true }, progress.stage('replay with the chain'))
    : undefined;
  const plainChoices = plain.map(({ model }) => model);
  const report: FailoverReport = {
    schema: 'signalbox/failover',
    version: FAILOVER_VERSION,
    policy: { name: policy.name, fingerprint: opened.fingerprint },
    dataset: { name: card.name, fingerprint, simulated: card.simulated },
    traffic: {
      requests: requests.length,
      inConversations: requests.filter(({ session }) => session !== undefined).length,
      durationMs,
      rate: options.rate,
      start: new Date(arrivals[0]!.at).toISOString(),
    },
    faults: faults.map(faultText),
    favourite,
    ...(withChain === undefined ? {} : { withChain: trafficFigures(withChain, plainChoices) }),
    withoutChain: trafficFigures(withoutChain, plainChoices),
    timeLine: timeLine({ arrivals, durationMs, faults, withChain, withoutChain, plainChoices }),
    notes: notesOf(opened, answers, table.examples.length, fingerprint),
  };
  return { report, records: (withChain ?? withoutChain).requests.map(({ record }) => record) };
}

function refuseCascade(routes: readonly Route[]): void {
  if (routes.every(({ accept }) => accept === undefined)) return;
  throw new BenchError('failover: the policy is a cascade, which asks the next model after an answer too', {
    hint: 'Only policies that choose one model can be replayed: run signalbox failover on another candidate.',
  });
}

function favouriteOf(routes: readonly Route[]): FailoverReport['favourite'] {
  const counts = new Map<ModelId, number>();
  for (const { model } of routes) if (model !== undefined) counts.set(model, (counts.get(model) ?? 0) + 1);
  const [most] = [...counts].sort((a, b) => b[1] - a[1]);
  if (most !== undefined) return { model: most[0], share: most[1] / routes.length };
  throw new BenchError(`the policy refuses all ${routes.length} requests: ${routes[0]?.refused}`);
}

function faultsOf({ faults, seed }: FailoverOptions, setting: Parameters<typeof parseFaults>[1]): Fault[] {
  if (faults === 'random') return randomFaults(seed, setting);
  if (faults !== undefined) return parseFaults(faults, setting);
  const { durationMs } = setting;
  const outageMs = durationMs > 2 * HALF_AN_HOUR ? HALF_AN_HOUR : Math.max(1, Math.round(0.3 * durationMs));
  const when = { startMs: outageMs, durationMs: outageMs };
  return [{ kind: 'outage', error: '503', model: setting.favourite, ...when }];
}

function refuseSlowerUnknown(faults: readonly Fault[], { latencyMs, models }: OutcomeTable): void {
  for (const { kind, model } of faults) {
    const m = models.findIndex(({ id }) => id === model);
    if (kind !== 'latency' || latencyMs.some((ms, cell) => cell % models.length === m && !Number.isNaN(ms))) continue;
    throw new BenchError(`the answers of ${model} have no recorded latency, which a latency spike could multiply`, {
      hint: 'Replay an outage or a 429 burst instead.',
    });
  }
}

function notesOf({ policy }: OpenPolicy, answers: OutcomeTable, examples: number, fingerprint: string): string[] {
  const left = examples - answers.examples.length;
  const timeless = answers.latencyMs.reduce((count, ms) => count + (Number.isNaN(ms) ? 1 : 0), 0);
  const { split, fingerprints } = policy.provenance;
  return [
    'No figure has an interval: which model a request gets depends on what came before it (failures, cool-downs, budgets, quotas, conversations), so that requests are not independent draws.',
    'Latencies and the quality of answers are of what was answered: the columns are of different requests where one leaves more unanswered. Compare availability, and quality with failures as 0.',
    ...(policy.failover === undefined
      ? ['The policy says nothing of failover: the defaults hold, and the order of the router stands in for a chain.']
      : []),
    ...(fingerprints.dataset === fingerprint && split.train > 0
      ? [
          `The policy was fitted on ${split.train} prompts of this dataset: qualities are those of traffic that it knows in part. Compare the columns, not with the report.`,
        ]
      : []),
    ...(left === 0 ? [] : [`${left} of ${examples} examples are left out: not every model of the policy answered.`]),
    ...(timeless === 0
      ? []
      : [`${timeless} recorded answers have no latency and come at once: latencies are too low, time-outs too few.`]),
  ];
}
