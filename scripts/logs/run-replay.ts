import { BenchError } from '../../harness/bench-error.ts';
import type { Dataset } from '../../harness/dataset.ts';
import type { DecisionRecord } from '../../harness/decision-record.ts';
import { type OutcomeTable, STATUS } from '../../harness/outcome-table.ts';
import { decisionOf } from '../../harness/policy/decision-of.ts';
import type { OpenPolicy } from '../../harness/policy/open-policy.ts';
import type { Route } from '../../harness/policy/route.ts';
import { poolAnswers } from '../policy/pool-answers.ts';
import { routesOf } from './run-estimate.ts';

/**
 * What production would have logged, had the prompts of a dataset come in and the recorded answers been given: examples
 * that every model of the policy answered, in the order of the dataset.
 *
 * @throws {BenchError} for a dataset that lacks a model of the policy, and for a cascade, whose answers depend on signals
 */
export async function runReplay(
  { table, card }: Dataset,
  opened: OpenPolicy,
  onProgress: (done: number, total: number) => void = () => {},
): Promise<DecisionRecord[]> {
  const pool = opened.models.map(({ id }) => id);
  const answers = poolAnswers(table, pool, card.name);
  const requests = answers.examples.map(({ request }) => request);
  const routes = await routesOf(opened, requests, onProgress);
  return answers.examples.map(({ id, request, at }, row) => {
    const route = routes[row]!;
    if (route.accept !== undefined) {
      throw new BenchError('replay: the policy is a cascade, whose choices have no propensities', {
        hint: 'Evaluate it with signalbox bench.',
      });
    }
    return { ...decisionOf(opened, request, route, { id, at, keepRequest: true }), ...outcomeOf(answers, row, route) };
  });
}

const FINISH_REASONS: Readonly<Record<number, string>> = {
  [STATUS.ok]: 'stop',
  [STATUS.empty]: 'stop',
  [STATUS.truncated]: 'length',
  [STATUS.refused]: 'content_filter',
};

function outcomeOf(table: OutcomeTable, row: number, { model }: Route): Partial<DecisionRecord> {
  if (model === undefined) return {};
  const m = table.models.findIndex(({ id }) => id === model);
  const cell = row * table.models.length + m;
  return {
    ...answerOf(table, row, m),
    retries: 0,
    ...known('costUsd', table.costUsd[cell]!),
    ...known('latencyMs', table.latencyMs[cell]!),
  };
}

/** What a record says of the recorded answer of one model, beside what it cost and how long it took. */
export function answerOf(table: OutcomeTable, row: number, m: number): Partial<DecisionRecord> {
  const cell = row * table.models.length + m;
  const { provider, id } = table.models[m]!;
  return {
    ...(provider === undefined ? {} : { 'gen_ai.provider.name': provider }),
    'gen_ai.request.model': id,
    'gen_ai.response.finish_reasons': [FINISH_REASONS[table.status[cell]!]!],
    ...known('gen_ai.usage.input_tokens', table.inputTokens[cell]!),
    ...known('gen_ai.usage.cache_read.input_tokens', table.cachedInputTokens[cell]!),
    ...known('gen_ai.usage.output_tokens', table.outputTokens[cell]!),
    ...known('quality', table.quality[cell]!),
  };
}

/** Nothing is written of what was not recorded. */
function known<Key extends string>(key: Key, value: number): Partial<Record<Key, number>> {
  return Number.isNaN(value) ? {} : ({ [key]: value } as Record<Key, number>);
}
