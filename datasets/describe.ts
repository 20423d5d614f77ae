import type { Dataset, DatasetCard } from '../harness/dataset.ts';
import { completeness } from '../harness/evaluate/completeness.ts';
import { oracle } from '../harness/evaluate/metrics/oracle.ts';
import { outcomesOf } from '../harness/evaluate/outcomes.ts';
import type { Price } from '../harness/model.ts';
import { type Example, isAnswered, meanPerModel, type OutcomeTable, STATUS } from '../harness/outcome-table.ts';
import type { Scalar } from '../harness/request.ts';

/** What a dataset holds, in plain data. Figures are over answered cells; NaN does not occur, unknown is absent. */
export interface Description {
  readonly card: DatasetCard;
  readonly fingerprint: string;
  readonly examples: number;
  /** Examples that every model answered: the ones that evaluation uses. */
  readonly completeExamples: number;
  /** Most frequent first. */
  readonly tasks: readonly Count[];
  readonly models: readonly ModelDescription[];
  /** Over complete examples; absent when there is none or a cost is missing. */
  readonly oracle?: OracleDescription;
  readonly labels: readonly Count[];
  readonly metadata: readonly { readonly key: string; readonly distinct: number; readonly values: readonly Count[] }[];
  readonly groups: { readonly groups: number; readonly examples: number };
  readonly sessions: { readonly sessions: number; readonly examples: number };
  /** First and last time, where examples have times. */
  readonly times?: { readonly first: string; readonly last: string };
  readonly notes: readonly string[];
}

export interface Count {
  readonly value: string;
  readonly count: number;
}

export interface ModelDescription {
  readonly id: string;
  readonly price?: Price;
  readonly answered: number;
  readonly missing: number;
  readonly errors: number;
  /** 0..1 */
  readonly meanQuality?: number;
  /** On the scale of the card. */
  readonly meanNativeQuality?: number;
  readonly meanCostUsd?: number;
  readonly totalCostUsd?: number;
  readonly meanLatencyMs?: number;
}

export interface OracleDescription {
  readonly meanQuality: number;
  readonly meanNativeQuality: number;
  /** Queries that no model solves cost nothing (RouterBench). */
  readonly totalCostUsdUnsolvedFree: number;
  /** Queries that no model solves cost what the cheapest model costs (LLMRouterBench; the default of Signalbox). */
  readonly totalCostUsdUnsolvedCheapest: number;
}

const MOST_VALUES = 20;

/** Describes a dataset: what `datasets describe` prints. */
export function describeDataset({ card, table, fingerprint, notes }: Dataset): Description {
  const { rows } = completeness(table);
  const best = describeOracle(table, rows, card.scale);
  const times = timesOf(table.examples);
  return {
    card,
    fingerprint,
    examples: table.examples.length,
    completeExamples: rows.length,
    tasks: counts(table.examples.map(({ task }) => task)),
    models: describeModels(table, card.scale),
    ...(best === undefined ? {} : { oracle: best }),
    labels: counts(table.examples.flatMap(({ label }) => label ?? [])),
    metadata: describeMetadata(table.examples),
    groups: membership(table.examples, ({ group }) => group, 'groups'),
    sessions: membership(table.examples, ({ request }) => request.session?.id, 'sessions'),
    ...(times === undefined ? {} : { times }),
    notes,
  };
}

function describeModels(table: OutcomeTable, scale: DatasetCard['scale']): ModelDescription[] {
  const width = table.models.length;
  const means = {
    quality: meanPerModel(table, 'quality'),
    costUsd: meanPerModel(table, 'costUsd'),
    latencyMs: meanPerModel(table, 'latencyMs'),
  };
  return table.models.map(({ id, price }, m) => {
    const tally = { answered: 0, missing: 0, errors: 0, totalCost: 0 };
    for (let cell = m; cell < table.status.length; cell += width) {
      if (isAnswered(table.status[cell]!)) tally.answered += 1;
      else if (table.status[cell] === STATUS.error) tally.errors += 1;
      else tally.missing += 1;
      if (!Number.isNaN(table.costUsd[cell]!)) tally.totalCost += table.costUsd[cell]!;
    }
    return {
      id,
      ...(price === undefined ? {} : { price }),
      answered: tally.answered,
      missing: tally.missing,
      errors: tally.errors,
      ...known('meanQuality', means.quality[m]!),
      ...known('meanNativeQuality', native(means.quality[m]!, scale)),
      ...known('meanCostUsd', means.costUsd[m]!),
      ...(Number.isNaN(means.costUsd[m]!) ? {} : { totalCostUsd: tally.totalCost }),
      ...known('meanLatencyMs', means.latencyMs[m]!),
    };
  });
}

function describeOracle(
  table: OutcomeTable,
  rows: Uint32Array,
  scale: DatasetCard['scale'],
): OracleDescription | undefined {
  const outcomes = outcomesOf(table, rows);
  if (rows.length === 0 || outcomes.costUsd.some(Number.isNaN)) return undefined;
  const cheapest = oracle(outcomes, 'cheapest');
  return {
    meanQuality: cheapest.quality,
    meanNativeQuality: native(cheapest.quality, scale),
    totalCostUsdUnsolvedFree: oracle(outcomes, 'free').costUsd * rows.length,
    totalCostUsdUnsolvedCheapest: cheapest.costUsd * rows.length,
  };
}

function describeMetadata(examples: readonly Example[]): Description['metadata'] {
  const values = new Map<string, Scalar[]>();
  for (const { request } of examples) {
    for (const [key, value] of Object.entries(request.metadata)) {
      const known = values.get(key);
      if (known === undefined) values.set(key, [value]);
      else known.push(value);
    }
  }
  return [...values].map(([key, all]) => {
    const counted = counts(all.map(String));
    return { key, distinct: counted.length, values: counted.slice(0, MOST_VALUES) };
  });
}

function membership<K extends string>(
  examples: readonly Example[],
  nameOf: (example: Example) => string | undefined,
  key: K,
): { [P in K]: number } & { examples: number } {
  const names = examples.flatMap((example) => nameOf(example) ?? []);
  return { [key]: new Set(names).size, examples: names.length } as { [P in K]: number } & { examples: number };
}

function timesOf(examples: readonly Example[]): Description['times'] {
  let first: string | undefined;
  let last: string | undefined;
  for (const { at } of examples) {
    if (at === undefined) continue;
    if (first === undefined || Date.parse(at) < Date.parse(first)) first = at;
    if (last === undefined || Date.parse(at) > Date.parse(last)) last = at;
  }
  return first === undefined ? undefined : { first, last: last! };
}

/** Most frequent first, then by name. */
function counts(values: readonly string[]): Count[] {
  const tally = new Map<string, number>();
  for (const value of values) tally.set(value, (tally.get(value) ?? 0) + 1);
  return [...tally]
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
}

function native(quality: number, { min, max }: DatasetCard['scale']): number {
  return min + quality * (max - min);
}

/** JSON has no NaN: what is unknown is left out. */
function known<K extends string>(key: K, value: number): { [P in K]?: number } {
  return (Number.isNaN(value) ? {} : { [key]: value }) as { [P in K]?: number };
}
