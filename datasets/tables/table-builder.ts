import { BenchError } from '../../harness/bench-error.ts';
import { type Example, isAnswered, type OutcomeTable } from '../../harness/outcome-table.ts';
import type { PriceBook } from '../../harness/record/price-book.ts';
import type { GradeExample } from '../grade-example.ts';
import { growingOutcomes, type Outcome } from '../growing-outcomes.ts';
import type { OnProblem } from '../problem.ts';
import { type RawOutcome, readOutcome, type Scale } from '../read-outcome.ts';
import { unansweredModels } from '../unanswered-models.ts';
import { tableCosts } from './table-costs.ts';
import { tableExamples } from './table-examples.ts';
import type { OutcomeField } from './table-fields.ts';
import type { OutcomeColumns, TableLayout } from './table-layout.ts';
import { tableModels } from './table-models.ts';
import type { TableRow } from './table-row.ts';

export interface TableContext {
  readonly file: string;
  readonly scale: Scale;
  /** The pool; `undefined` takes every model found. */
  readonly models: readonly string[] | undefined;
  readonly prices: PriceBook;
  readonly grade: GradeExample;
  readonly onProblem: OnProblem;
}

export interface TableBuilder {
  /** Adds a row. A promise only where a response has to be graded, so that reading stays fast. */
  add(row: TableRow, layout: TableLayout): Promise<void> | undefined;
  finish(): { table: OutcomeTable; estimates: string[] };
}

/** Collects the rows of a table into columns. Of texts only the prompts are kept. */
export function tableBuilder(context: TableContext): TableBuilder {
  const { file, onProblem } = context;
  const { examples, indexOf } = tableExamples(file, onProblem);
  const models = tableModels(file, context.models, onProblem);
  const outcomes = growingOutcomes();
  const costs = tableCosts(context.prices);

  const report = (row: number, field: string | undefined, error: unknown) => {
    if (error instanceof Error && !(error instanceof BenchError)) throw error;
    const message = error instanceof BenchError ? error.message : String(error);
    onProblem({
      file,
      row,
      field,
      message,
      severity: 'error',
      hint: error instanceof BenchError ? error.hint : undefined,
    });
  };

  const record = (row: TableRow, example: number, model: number, outcome: Outcome, response: unknown) => {
    const id = models.ids[model]!;
    const whole = isAnswered(outcome.status) ? filled(outcome, id, examples[example]!, response) : outcome;
    if (typeof whole === 'string' || whole instanceof BenchError) report(row.row, 'costUsd', whole);
    else if (!outcomes.record(example, model, whole)) {
      report(row.row, 'model', `"${id}" has two outcomes for the example "${examples[example]!.id}"`);
    }
  };

  const filled = (outcome: Outcome, id: string, example: Example, response: unknown) => {
    if (!Number.isNaN(outcome.costUsd)) return outcome;
    try {
      return costs.fill(outcome, id, example, response);
    } catch (error) {
      if (error instanceof BenchError) return error;
      throw error;
    }
  };

  const addOutcome = (row: TableRow, layout: TableLayout, columns: OutcomeColumns, example: number) => {
    const model = models.indexOf(columns.model ?? row.values[layout.model!], row.row);
    if (model === undefined) return undefined;
    const raw = rawOutcome(row, columns, examples[example]!);
    const outcome = readOutcome(raw, { file, row: row.row, names: columns.names }, context.scale, onProblem);
    if (outcome === undefined) return undefined;
    if (!isAnswered(outcome.status) || !Number.isNaN(outcome.quality)) {
      record(row, example, model, outcome, raw.response);
      return undefined;
    }
    return graded(raw.response, examples[example]!, context.grade).then(
      (quality) => record(row, example, model, { ...outcome, quality }, raw.response),
      (error) => report(row.row, columns.names.quality ?? 'quality', error),
    );
  };

  return {
    add(row, layout) {
      const example = indexOf(row, layout);
      if (example === undefined) return undefined;
      const pending: Promise<void>[] = [];
      for (const columns of layout.outcomes) {
        const later = addOutcome(row, layout, columns, example);
        if (later !== undefined) pending.push(later);
      }
      return pending.length === 0 ? undefined : Promise.all(pending).then(() => undefined);
    },
    finish() {
      const table = outcomes.finish(examples, models.ids.map(costs.withPrice));
      for (const { id } of unansweredModels(table)) {
        onProblem({ file, message: `the model "${id}" has no answered outcome at all`, severity: 'error' });
      }
      return { table, estimates: costs.estimates() };
    },
  };
}

type Raw = RawOutcome & { readonly response?: unknown };

/** A response that can be graded makes an answered outcome; one that nobody can grade stays missing. */
function rawOutcome({ values }: TableRow, columns: OutcomeColumns, example: Example): Raw {
  const raw: Partial<Record<OutcomeField, unknown>> = {};
  for (const [field, position] of columns.pairs) raw[field] = values[position];
  const gradable = typeof raw.response === 'string' && raw.response !== '' && example.grading !== undefined;
  if (gradable && columns.at.status === undefined && columns.at.errorCode === undefined) raw.status = 'ok';
  return raw;
}

async function graded(response: unknown, example: Example, grade: GradeExample): Promise<number> {
  if (typeof response === 'string' && example.grading !== undefined) return (await grade(response, example)).quality;
  throw new BenchError('an answered outcome has no quality, and no response with a grading', {
    hint: 'What was not answered has the status "missing" or "error".',
  });
}
