import { BenchError } from '../../harness/bench-error.ts';
import {
  type ExampleLayout,
  exampleLayout,
  fieldPositions,
  isGradable,
  missingColumn,
  shownColumns,
} from './example-layout.ts';
import { OUTCOME_FIELDS, type OutcomeField, positionOf, splitModelColumn } from './table-fields.ts';
import type { TableOptions } from './table-options.ts';

/** Where each field stands in the rows of a table. */
export interface TableLayout extends ExampleLayout {
  /** Long: position of the model's name. */
  readonly model: number | undefined;
  /** Long: one entry. Wide: one for each model, in order of first appearance. */
  readonly outcomes: readonly OutcomeColumns[];
  /** Columns that mean nothing to Signalbox. Routers never see them. */
  readonly ignored: readonly string[];
}

export interface OutcomeColumns {
  /** Wide only. */
  readonly model: string | undefined;
  readonly at: Readonly<Partial<Record<OutcomeField, number>>>;
  /** The entries of `at`, for the loop over rows. */
  readonly pairs: readonly (readonly [OutcomeField, number])[];
  /** Column names, for messages. */
  readonly names: Readonly<Partial<Record<OutcomeField, string>>>;
}

/**
 * Understands the columns of a table.
 *
 * @param before what the first rows of the same file were understood as: the rows of a JSONL file may have different
 *   keys, and one without an answer has no quality
 * @throws {BenchError} naming the file, what is missing and under which names it was looked for
 */
export function tableLayout(
  file: string,
  columns: readonly string[],
  options: TableOptions,
  before?: TableLayout,
): TableLayout {
  const layout = exampleLayout(file, columns, options, before);
  const { kind, example, metadata } = layout;
  const model = positionOf('model', columns, options.columns?.model);
  const long = fieldPositions(OUTCOME_FIELDS, columns, options);
  if (kind === 'long' && model === undefined) throw missingColumn(file, columns, 'model');
  const mayVary = file.toLowerCase().includes('.jsonl');
  if (kind === 'long' && !isGradable(long) && !mayVary) throw missingColumn(file, columns, 'quality');
  const outcomes =
    kind === 'long' ? [outcomeColumns(columns, undefined, long)] : wideOutcomes(file, columns, options, before);
  const used = new Set([
    ...Object.values(example),
    ...(kind === 'long' ? [model!] : []),
    ...outcomes.flatMap(({ at }) => Object.values(at)),
    ...metadata.values(),
  ]);
  const ignored = columns.filter((_, at) => !used.has(at));
  return { ...layout, model: kind === 'long' ? model : undefined, outcomes, ignored };
}

/** What was understood, in one line, for the notes of a dataset. */
export function layoutText(layout: TableLayout): string {
  const named = (at: Readonly<Record<string, number>>) =>
    Object.entries(at).map(([field, position]) => `${field} = "${layout.columns[position]}"`);
  const parts = [...named(layout.example), ...named(Object.fromEntries(layout.metadata)).map((m) => `metadata ${m}`)];
  if (layout.kind === 'long') {
    parts.push(`model = "${layout.columns[layout.model!]}"`, ...named(layout.outcomes[0]!.at));
    return `read as a long table (one row per example and model): ${parts.join(', ')}`;
  }
  const fields = [...new Set(layout.outcomes.flatMap(({ at }) => Object.keys(at)))];
  return `read as a wide table (one row per example): ${parts.join(', ')}; ${fields.join(', ')} of ${layout.outcomes.length} models`;
}

/** `{model}` alone is a score where the model is known from another column, an earlier row or the options. */
function wideOutcomes(
  file: string,
  columns: readonly string[],
  options: TableOptions,
  before: TableLayout | undefined,
): OutcomeColumns[] {
  const found = new Map<string, Partial<Record<OutcomeField, number>>>();
  const fieldsOf = (model: string) => found.get(model) ?? found.set(model, {}).get(model)!;
  for (const [position, column] of columns.entries()) {
    const split = splitModelColumn(column);
    if (split !== undefined) fieldsOf(split.model)[split.field] = position;
  }
  const named = new Set([
    ...found.keys(),
    ...(options.models ?? []),
    ...(before?.outcomes.map(({ model }) => model) ?? []),
  ]);
  for (const [position, column] of columns.entries()) {
    if (!named.has(column)) continue;
    const other = fieldsOf(column).quality;
    if (other !== undefined) throw twoScores(file, column, columns[other]!);
    fieldsOf(column).quality = position;
  }
  const gradable = [...found.keys()].filter((model) => isGradable(found.get(model)!));
  if (before !== undefined) return gradable.map((model) => outcomeColumns(columns, model, found.get(model)!));
  const without = options.models?.find((model) => !gradable.includes(model));
  if (without !== undefined) {
    throw new BenchError(`${file}: no score column for the model "${without}"`, { hint: WIDE_HINT });
  }
  if (gradable.length === 0) throw noModels(file, columns);
  return (options.models ?? gradable).map((model) => outcomeColumns(columns, model, found.get(model)!));
}

function twoScores(file: string, model: string, other: string): BenchError {
  return new BenchError(`${file}: the model "${model}" has two score columns`, { hint: `"${other}" and "${model}".` });
}

function outcomeColumns(
  columns: readonly string[],
  model: string | undefined,
  at: Partial<Record<OutcomeField, number>>,
): OutcomeColumns {
  const pairs = Object.entries(at) as [OutcomeField, number][];
  return { model, at, pairs, names: Object.fromEntries(pairs.map(([field, position]) => [field, columns[position]!])) };
}

const WIDE_HINT =
  'Wide tables have "{model}" or "{model}/score" as scores, beside "{model}|total_cost", "{model}/latency_ms" and so on.';

function noModels(file: string, columns: readonly string[]): BenchError {
  return new BenchError(
    `${file}: neither a long table (no "model" and "quality" columns) nor a wide one (no model columns)`,
    {
      hint: `${WIDE_HINT} Name score columns in the options: models: ["…"]. Columns are ${shownColumns(columns)}.`,
    },
  );
}
