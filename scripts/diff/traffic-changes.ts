import { openDataset } from '../../datasets/open-dataset.ts';
import { BenchError } from '../../harness/bench-error.ts';
import { countTokens } from '../../harness/count-tokens.ts';
import { nearDuplicateClusters } from '../../harness/embed/near-duplicates.ts';
import { atChoices, outcomesOf } from '../../harness/evaluate/outcomes.ts';
import type { Estimate } from '../../harness/evaluate/results.ts';
import { unitsOf } from '../../harness/evaluate/units.ts';
import { UNLIMITED } from '../../harness/live-signals.ts';
import type { OutcomeTable } from '../../harness/outcome-table.ts';
import { DEFAULT_CACHE } from '../../harness/record/cache/default-cache.ts';
import { lastUserText } from '../../harness/request.ts';
import { clustersOf } from '../../harness/statistics/clusters.ts';
import { meanEstimate } from '../../harness/statistics/mean-estimate.ts';
import { requestTokens } from '../../harness/tools.ts';
import { recordedCompleter } from '../bench/recorded-completer.ts';
import { openPolicyFolder } from '../logs/open-policy-folder.ts';
import type { Decided } from '../policy/decided.ts';
import { decidedByPolicy } from '../policy/decided-by-policy.ts';
import { poolAnswers } from '../policy/pool-answers.ts';
import type { Progress } from '../progress.ts';

/** What happens to the requests of a dataset when one policy follows another. */
export interface TrafficChanges {
  readonly dataset: string;
  readonly simulated: boolean;
  readonly prompts: number;
  /** Requests that another model answers. */
  readonly moved: number;
  /** From which model to which, the most frequent first; `null` = refused. */
  readonly moves: readonly { readonly from: string | null; readonly to: string | null; readonly prompts: number }[];
  /** By task and by value of metadata, the slice with the largest share first. */
  readonly slices: readonly {
    readonly key: string;
    readonly value: string;
    readonly prompts: number;
    readonly moved: number;
  }[];
  /** After minus before, per query, paired, with 95 % intervals. */
  readonly quality: Estimate;
  readonly costUsd: Estimate;
}

/** Values of a metadata key that are cut into slices. */
const MOST_VALUES = 12;

/**
 * Sends the recorded prompts of a dataset through both policies; exploration is left out. Prompts on which the policies were
 * fitted are among them where the dataset is their own.
 *
 * @throws {BenchError} for a dataset that lacks a model of either policy
 */
export async function trafficChanges(
  [first, second]: readonly [string, string],
  dataset: string,
  progress: Progress,
): Promise<TrafficChanges> {
  const source = openDataset(dataset);
  const update = progress.stage(`dataset ${source.name}`);
  const loaded = await source.load({ onProgress: (share) => update(share, 1) });
  const completer = recordedCompleter(loaded, DEFAULT_CACHE, dataset);
  try {
    const options = { explore: 0, completer, assumed: UNLIMITED };
    const policies = [await openPolicyFolder(first, options), await openPolicyFolder(second, options)];
    const needed = [...new Set(policies.flatMap(({ models }) => models.map(({ id }) => id)))];
    const table = poolAnswers(loaded.table, needed, dataset);
    if (table.examples.length < 2)
      throw new BenchError(`dataset ${dataset}: hardly any example was answered by every model`);
    const rows = Uint32Array.from(table.examples.keys());
    const inputTokens = Float64Array.from(table.examples, ({ request }) => requestTokens(request, { countTokens }));
    const decided: Decided[] = [];
    for (const opened of policies) {
      progress.stage(`policy ${opened.policy.name}`);
      decided.push(await decidedByPolicy(opened, { table, rows, inputTokens, dataset }));
    }
    const facts = { dataset: loaded.card.name, simulated: loaded.card.simulated };
    return { ...facts, ...changesBetween(table, decided[0]!, decided[1]!) };
  } finally {
    completer.close();
    progress.end();
  }
}

function changesBetween(table: OutcomeTable, before: Decided, after: Decided) {
  const outcomes = outcomesOf(table, Uint32Array.from(table.examples.keys()));
  const moved = Uint8Array.from(before.choices, (model, i) => Number(model !== after.choices[i]));
  const of = new Int32Array(table.examples.length);
  const texts = table.examples.map(({ request }) => lastUserText(request));
  unitsOf(table, nearDuplicateClusters(texts)).forEach(({ rows }, unit) => {
    for (const row of rows) of[row] = unit;
  });
  const clusters = clustersOf(of);
  const quality = ({ choices }: Decided) => atChoices(outcomes, 'quality', choices);
  const cost = ({ choices, billUsd }: Decided) =>
    atChoices(outcomes, 'costUsd', choices).map((usd, i) => usd + billUsd[i]!);
  const change = (of_: (decided: Decided) => Float64Array) => {
    const was = of_(before);
    return meanEstimate(
      of_(after).map((value, i) => value - was[i]!),
      clusters,
    );
  };
  return {
    prompts: table.examples.length,
    moved: moved.reduce((sum, one) => sum + one, 0),
    moves: movesOf(table, before, after),
    slices: slicesOf(table, moved),
    quality: change(quality),
    costUsd: change(cost),
  };
}

function movesOf({ models }: OutcomeTable, before: Decided, after: Decided): TrafficChanges['moves'] {
  const counts = new Map<string, { from: string | null; to: string | null; prompts: number }>();
  before.choices.forEach((model, i) => {
    const next = after.choices[i]!;
    if (model === next) return;
    const key = `${model} ${next}`;
    const own = counts.get(key) ?? { from: models[model]?.id ?? null, to: models[next]?.id ?? null, prompts: 0 };
    own.prompts += 1;
    counts.set(key, own);
  });
  return [...counts.values()].sort((a, b) => b.prompts - a.prompts);
}

function slicesOf({ examples }: OutcomeTable, moved: Uint8Array): TrafficChanges['slices'] {
  const keys = ['task', ...new Set(examples.flatMap(({ request }) => Object.keys(request.metadata)))];
  const slices = keys.flatMap((key) => {
    const counts = new Map<string, { key: string; value: string; prompts: number; moved: number }>();
    examples.forEach(({ task, request }, i) => {
      const value = key === 'task' ? task : request.metadata[key];
      if (value === undefined) return;
      const own = counts.get(String(value)) ?? { key, value: String(value), prompts: 0, moved: 0 };
      own.prompts += 1;
      own.moved += moved[i]!;
      counts.set(own.value, own);
    });
    return counts.size <= MOST_VALUES ? [...counts.values()] : [];
  });
  return slices.sort((a, b) => b.moved / b.prompts - a.moved / a.prompts || (a.value < b.value ? -1 : 1));
}
