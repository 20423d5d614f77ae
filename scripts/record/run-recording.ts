import { join } from 'node:path';
import { BenchError } from '../../harness/bench-error.ts';
import type { BenchConfig } from '../../harness/config.ts';
import { isAnswer, type ResponseCache } from '../../harness/record/cache/response-cache.ts';
import { emptySummary, type RecordSummary } from '../../harness/record/recorder/record-summary.ts';
import { withCache } from '../with-cache.ts';
import { answerParts, type RecordingPlan, recordingPlan, signalParts } from './plan-recording.ts';
import { type Prompts, readPrompts } from './read-prompts.ts';
import { type EstimatedBill, estimatedBills, type RecordPart } from './record-part.ts';
import { type AskingOptions, recordParts } from './record-parts.ts';
import { writeRecording } from './write-recording.ts';

export interface RecordingOptions {
  /** Prompts by name or path; the dataset of the config when `undefined`. */
  readonly dataset: string | undefined;
  readonly models: readonly string[] | undefined;
  /** Record what routers ask, and the signals of the config, too. */
  readonly routers: boolean;
  readonly cache: string;
}

export interface RunOptions extends RecordingOptions, AskingOptions {
  readonly out: string | undefined;
}

export interface Recording {
  readonly summary: RecordSummary;
  /** Where the dataset was written; absent where only answers to routers were recorded, which stay in the cache. */
  readonly folder?: string;
  /** Cells that hold an answer. */
  readonly answers: number;
}

/** What a recording would cost; asks nobody and needs no key. Verdicts on answers that are not there yet are left out. */
export function estimateRecording(config: BenchConfig, options: RecordingOptions): Promise<EstimatedBill[]> {
  return withPlan(config, options, async ({ plan, prompts, cache }) => {
    const parts = [...answerParts(plan.models), ...openRouterParts(plan, prompts), ...signalParts(plan, cache)];
    return estimatedBills(parts, prompts.examples, (key) => isAnswer(cache.get(key)));
  });
}

/** Asks for what is missing, then writes all that the cache holds as a dataset, however the asking ended. */
export function runRecording(config: BenchConfig, options: RunOptions): Promise<Recording> {
  return withPlan(config, options, async (planned) => {
    const { plan, prompts, cache } = planned;
    const { examples } = prompts;
    const summary = emptySummary();
    await recordParts({ parts: answerParts(plan.models), examples, cache }, config, options, summary);
    // Verdicts need the answers first.
    const parts = [...openRouterParts(plan, prompts), ...signalParts(plan, cache)];
    if (summary.stopped === 'done') await recordParts({ parts, examples, cache }, config, options, summary);
    if (plan.models.length === 0) return { summary, answers: 0 };
    const simulated = plan.models.some(({ provider }) => config.providers?.[provider]?.simulated === true);
    const folder = options.out ?? join('recorded', prompts.name);
    return { summary, folder, answers: await writeRecording(folder, prompts, plan, cache, simulated) };
  });
}

/** What routers ask, without what the dataset has an answer to: nobody pays twice for a class. */
function openRouterParts({ routers }: RecordingPlan, { responses }: Prompts): RecordPart[] {
  const isKnown = (key: string) => (responses.get(key)?.status ?? 'error') !== 'error';
  return routers.map((part) => ({
    ...part,
    tasksFor: (example) => part.tasksFor(example).filter(({ key }) => !isKnown(key)),
  }));
}

interface Planned {
  readonly plan: RecordingPlan;
  readonly prompts: Prompts;
  readonly cache: ResponseCache;
}

async function withPlan<T>(
  config: BenchConfig,
  options: RecordingOptions,
  work: (planned: Planned) => Promise<T>,
): Promise<T> {
  const plan = recordingPlan(config, options.models, options.routers);
  const prompts = await readPrompts(options.dataset ?? nameOf(config.dataset));
  return withCache(options.cache, (cache) => work({ plan, prompts, cache }));
}

function nameOf(dataset: BenchConfig['dataset']): string {
  if (typeof dataset === 'string') return dataset;
  throw new BenchError('the dataset of the config is an importer; record needs a name or a path', {
    hint: 'Name the prompts: --dataset prompts.jsonl',
  });
}
