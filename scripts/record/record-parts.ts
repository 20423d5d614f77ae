import { hostname } from 'node:os';
import type { BenchConfig } from '../../harness/config.ts';
import type { Example } from '../../harness/outcome-table.ts';
import type { ResponseCache } from '../../harness/record/cache/response-cache.ts';
import { recordResponses } from '../../harness/record/recorder/record-responses.ts';
import { addSummary, type RecordSummary } from '../../harness/record/recorder/record-summary.ts';
import { providerWork } from './provider-work.ts';
import { type RecordPart, tasksOf } from './record-part.ts';
import { recordingProgress } from './recording-progress.ts';

/** What there is to ask, and where answers go. */
export interface ToRecord {
  readonly parts: readonly RecordPart[];
  readonly examples: readonly Example[];
  readonly cache: ResponseCache;
}

export interface AskingOptions {
  readonly maxUsd: number | undefined;
  readonly concurrency: number | undefined;
  readonly retryErrors: boolean;
  readonly quiet: boolean;
  readonly signal: AbortSignal;
}

/** Asks the questions of `parts`, with what `summary` leaves of the budget, and adds up there what came of it. */
export async function recordParts(
  { parts, examples, cache }: ToRecord,
  config: BenchConfig,
  options: AskingOptions,
  summary: RecordSummary,
): Promise<void> {
  let total = 0;
  for (const _ of tasksOf(parts, examples)) total++;
  if (total === 0) return;
  const providers = [...new Set(parts.map(({ provider }) => provider))];
  const work = providers.map((name) => {
    const own = parts.filter(({ provider }) => provider === name);
    return providerWork(config, name, tasksOf(own, examples), options.concurrency);
  });
  const progress = recordingProgress(total, options);
  const recorded = await recordResponses(work, {
    cache,
    owner: `${hostname()}:${process.pid}`,
    maxUsd: (options.maxUsd ?? Number.POSITIVE_INFINITY) - summary.spentUsd,
    retryErrors: options.retryErrors,
    signal: options.signal,
    onProgress: progress.update,
  }).finally(progress.end);
  forgetGateways(parts, recorded);
  addSummary(summary, recorded);
}

/** That another model answers than was asked is worth telling, but not of a gateway. */
function forgetGateways(parts: readonly RecordPart[], { servedOtherwise }: RecordSummary): void {
  const gateways = new Set(parts.map(({ answersForOthers }) => answersForOthers));
  for (const pair of servedOtherwise.keys()) {
    if (gateways.has(pair.slice(0, pair.indexOf(' → ')))) servedOtherwise.delete(pair);
  }
}
