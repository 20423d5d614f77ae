import type { BenchConfig } from '../../harness/config.ts';
import type { Dataset } from '../../harness/dataset.ts';
import type { Split } from '../../harness/evaluate/split.ts';
import type { Baseline } from '../../harness/gate/baseline.ts';
import { pinnedSplit } from '../../harness/gate/pinned-split.ts';
import { rowHash } from '../../harness/gate/row-hash.ts';
import type { OutcomeTable } from '../../harness/outcome-table.ts';
import { type BenchRunTools, openBench } from '../bench/open-bench.ts';
import { type PoolData, poolData, pricedModels, splitPool } from '../bench/prepare-data.ts';
import type { BenchOptions } from '../bench/run-bench.ts';

/** What a gate measures: the data of a config, split as the baseline has them where there is one. */
export interface GateTree {
  readonly config: BenchConfig;
  readonly dataset: Dataset;
  readonly data: PoolData;
  /** Complete rows; every model has a price. */
  readonly table: OutcomeTable;
  /** Row indices of `table`. Units of test rows are what they are in the baseline. */
  readonly split: Split;
  /** Per row of `table`. */
  readonly hashes: readonly string[];
  readonly tools: BenchRunTools;
  readonly leaveOutMisfits: boolean;
}

/**
 * Loads what a gate works with. Whoever opens it closes the completer of its tools.
 *
 * Prompts that the baseline knows stay on their side, and inferred prices are inferred from its training prompts, so that
 * prompts which were merely added move neither.
 */
export async function openGateTree(config: BenchConfig, options: BenchOptions, baseline?: Baseline): Promise<GateTree> {
  const { dataset, tools } = await openBench(config, options);
  try {
    options.progress.stage('split');
    const data = poolData(dataset, config, tools, options);
    const split = baseline === undefined ? splitPool(data, config) : splitLike(baseline, data, config);
    const priced = pricedModels(data.table, baseline === undefined ? split.train : knownTrain(baseline, data, split));
    return {
      config,
      dataset,
      data,
      table: { ...data.table, models: priced.models },
      split,
      hashes: data.table.examples.map((_, row) => rowHash(data.table, row)),
      tools,
      leaveOutMisfits: options.leaveOutMisfits === true,
    };
  } catch (error) {
    tools.completer.close();
    throw error;
  }
}

/** Near-duplicates are sought only where a prompt is new: the clusters of the others are known. */
function splitLike(baseline: Baseline, data: PoolData, { seed, split }: BenchConfig): Split {
  const { table } = data;
  const known = knownSplit(baseline, table);
  if (known !== undefined) return known;
  return pinnedSplit(table, data.splittable, baseline, {
    seed,
    order: split?.order ?? 'random',
    fractions: split?.fractions ?? [0.6, 0.2, 0.2],
  });
}

/** The split of the baseline; `undefined` where a prompt is new. Rows that are gone are left to the comparison. */
function knownSplit(baseline: Baseline, { examples }: OutcomeTable): Split | undefined {
  const rowOf = new Map(examples.map(({ id }, row) => [id, row]));
  const rowsOf = (side: readonly { readonly id: string }[]) =>
    Uint32Array.from(side.flatMap(({ id }) => rowOf.get(id) ?? [])).sort();
  const [train, validate, test] = [rowsOf(baseline.train), rowsOf(baseline.validate), rowsOf(baseline.test)];
  const sizes = { train: train.length, validate: validate.length, test: test.length };
  if (sizes.train + sizes.validate + sizes.test < examples.length) return undefined;
  // A unit of its own for every row that no interval of the gate is about.
  const units = Int32Array.from(examples, (_, row) => -1 - row);
  for (const { id, cluster } of baseline.test) {
    const row = rowOf.get(id);
    if (row !== undefined) units[row] = cluster;
  }
  const figures = { order: 'random' as const, nearDuplicateClusters: 0, largestClusterShare: 0, largeClusters: [] };
  return { train, validate, test, units, figures: { ...figures, ...sizes } };
}

/** Training rows of the baseline, in its order: least squares over them give the same prices to the last digit. */
function knownTrain({ train }: Baseline, { table }: PoolData, split: Split): Uint32Array {
  const rowOf = new Map(Array.from(split.train, (row) => [table.examples[row]!.id, row]));
  return Uint32Array.from(train.flatMap(({ id }) => rowOf.get(id) ?? []));
}
