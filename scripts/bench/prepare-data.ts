import { BenchError } from '../../harness/bench-error.ts';
import type { BenchConfig } from '../../harness/config.ts';
import type { Dataset } from '../../harness/dataset.ts';
import { fitPromptText, promptText } from '../../harness/embed/prompt-text.ts';
import { type Completeness, completeness } from '../../harness/evaluate/completeness.ts';
import { type Split, type Splittable, splittable, splitUnits } from '../../harness/evaluate/split.ts';
import type { Model } from '../../harness/model.ts';
import { didYouMean } from '../../harness/nearest-word.ts';
import { type OutcomeTable, takeModels, takeRows } from '../../harness/outcome-table.ts';
import { inferPrices } from '../../harness/record/infer-prices.ts';
import { requestTokens, type Tools } from '../../harness/tools.ts';
import { redactedFigures } from '../redact/redacted-results.ts';
import { isRedacted } from './is-redacted.ts';
import { allowedCells, type PolicyRules, policyRules, withAttributes } from './policy-rules.ts';

/** The dataset before it is split: the pool that was asked for, complete rows, and what must stay together. */
export interface PoolData {
  readonly dataset: Dataset;
  /** Complete rows only, with what constraints allow; of a dataset that carries costs only, the models have no price yet. */
  readonly table: OutcomeTable;
  /** Of the config, those that fit the dataset. */
  readonly rules: PolicyRules;
  /** A line for each rule that does not fit the dataset and was left out. */
  readonly rulesLeftOut: readonly string[];
  readonly missing: Completeness;
  readonly splittable: Splittable;
  /** Tokens per row of `table`, by the estimate that production makes. */
  readonly inputTokens: Float64Array;
}

/** The dataset as it is evaluated. Every model of the table has a price. */
export interface PreparedData extends Omit<PoolData, 'splittable'> {
  readonly split: Split;
  /** What was done to the data on the way, in words. */
  readonly notes: readonly string[];
}

/** Fewest complete examples that a 60/20/20 split and its intervals make any sense for. */
const FEWEST_EXAMPLES = 10;

export interface PrepareOptions {
  /** Leave out rules that the dataset does not suit (they name metadata or models that it lacks) instead of failing. */
  readonly leaveOutMisfits?: boolean | undefined;
}

export function prepareData(
  dataset: Dataset,
  config: BenchConfig,
  tools: Tools,
  options: PrepareOptions = {},
): PreparedData {
  const { table, missing, inputTokens, rules, rulesLeftOut, ...rest } = poolData(dataset, config, tools, options);
  const split = splitPool({ table, ...rest }, config);
  const priced = pricedModels(table, split.train);
  return {
    dataset,
    table: { ...table, models: priced.models },
    missing,
    inputTokens,
    split: isRedacted(config) ? { ...split, figures: redactedFigures(split.figures) } : split,
    rules,
    rulesLeftOut,
    notes: [...dataset.notes, ...priced.notes, ...rulesLeftOut],
  };
}

/** @throws {BenchError} when the config names a model that the dataset lacks, or hardly any example is complete */
export function poolData(
  dataset: Dataset,
  config: BenchConfig,
  tools: Tools,
  { leaveOutMisfits }: PrepareOptions = {},
): PoolData {
  const chosen = poolTable(dataset, config.models);
  const pool = { ...chosen, models: withAttributes(chosen.models, config) };
  const missing = completeness(pool);
  if (missing.rows.length < FEWEST_EXAMPLES) {
    throw new BenchError(
      `dataset ${dataset.card.name}: ${missing.rows.length} of ${pool.examples.length} examples were answered by every model; at least ${FEWEST_EXAMPLES} are needed`,
      { hint: 'Leave out the model with the fewest answers (field models), or record what is missing.' },
    );
  }
  const complete = takeRows(pool, missing.rows);
  const rulesLeftOut: string[] = [];
  const misfits = leaveOutMisfits === true ? rulesLeftOut : undefined;
  const rules = policyRules(config, complete, { values: !isRedacted(config), misfits });
  const allowed = allowedCells(complete, rules);
  let cut: Splittable | undefined;
  return {
    dataset,
    table: allowed === undefined ? complete : { ...complete, allowed },
    rules,
    rulesLeftOut,
    missing,
    // Near-duplicates take longer to find than all else here, and who knows the split already needs none.
    get splittable() {
      cut ??= splittable(complete, duplicateTexts(complete));
      return cut;
    },
    inputTokens: Float64Array.from(complete.examples, ({ request }) => requestTokens(request, tools)),
  };
}

/** The split of a config with the seed given. */
export function splitPool(
  { table, splittable }: Pick<PoolData, 'table' | 'splittable'>,
  { seed, split }: Pick<BenchConfig, 'seed' | 'split'>,
): Split {
  return splitUnits(table, splittable, {
    seed,
    order: split?.order ?? 'random',
    fractions: split?.fractions ?? [0.6, 0.2, 0.2],
  });
}

function poolTable(dataset: Dataset, models: readonly string[] | undefined): OutcomeTable {
  if (models === undefined) return dataset.table;
  const known = dataset.table.models.map(({ id }) => id);
  const indices = models.map((id) => {
    const at = known.indexOf(id);
    if (at >= 0) return at;
    throw new BenchError(`field models: dataset ${dataset.card.name} has no model "${id}"`, {
      hint: didYouMean(id, known, `It has ${known.join(', ')}.`),
    });
  });
  return takeModels(dataset.table, indices);
}

/** Near-duplicates are sought in what gets embedded: instructions that a task's prompts share would make all look alike. */
function duplicateTexts(table: OutcomeTable): string[] {
  const fitted = fitPromptText(table.examples);
  return table.examples.map(({ request }) => promptText(request, fitted));
}

/**
 * Prices come with the dataset; where it carries costs only, they are inferred from the costs of training rows.
 *
 * @returns the models, each with a price, and a line per inferred price
 */
export function pricedModels(
  table: OutcomeTable,
  train: Uint32Array,
): { models: readonly Model[]; notes: readonly string[] } {
  if (table.models.every(({ price }) => price !== undefined)) return { models: table.models, notes: [] };
  const { models, notes } = inferPrices(table, train);
  return { models, notes };
}
