import { outcomeCost } from '../../datasets/outcome-cost.ts';
import { BenchError } from '../../harness/bench-error.ts';
import type { Assessments, EvaluationInput } from '../../harness/evaluate/evaluation-input.ts';
import { costAt, type Model, type ModelId, type Price } from '../../harness/model.ts';
import type { OutcomeTable, SignalColumn } from '../../harness/outcome-table.ts';
import type { PriceChange } from './price-changes.ts';
import { repricedBill } from './repriced-bill.ts';

export type PriceChanges = ReadonlyMap<ModelId, PriceChange>;

/**
 * The same evaluation at other prices: costs of answers, of signals and of what routing asked. Where a price is the old
 * one or a multiple of it, recorded costs are kept or multiplied; else costs follow from recorded tokens.
 *
 * @throws {BenchError} naming the model whose tokens were not recorded
 */
export function repriceInput(input: EvaluationInput, changes: PriceChanges): EvaluationInput {
  return {
    ...input,
    table: repriceTable(input.table, changes),
    candidates: input.candidates.map((candidate) => {
      const { assessments, shuffled } = candidate;
      return {
        ...candidate,
        assessments: repriceAssessments(assessments, changes),
        ...(shuffled === undefined ? {} : { shuffled: repriceAssessments(shuffled, changes) }),
      };
    }),
  };
}

/** The models of an evaluation whose prices matter: the pool, and whoever was asked beside it. */
export function pricedModels({ table, candidates }: EvaluationInput): Model[] {
  const models = new Map(table.models.map((model) => [model.id, model]));
  const add = (model: Model) => models.has(model.id) || models.set(model.id, model);
  for (const { asked } of table.signals.values()) if (asked !== undefined) add(asked);
  for (const { assessments, shuffled } of candidates) {
    for (const { validate, test } of shuffled === undefined ? [assessments] : [assessments, shuffled]) {
      for (const { bill } of [...validate, ...test]) for (const { model } of bill.asked ?? []) add({ id: model });
    }
  }
  return [...models.values()];
}

function repriceTable(table: OutcomeTable, changes: PriceChanges): OutcomeTable {
  const changeOf = table.models.map(({ id }) => changes.get(id)!);
  const signals = [...table.signals].map(([name, signal]): [string, SignalColumn] => {
    const own = signal.asked === undefined ? undefined : changes.get(signal.asked.id)!;
    const costUsd = repriceCells(
      signal,
      changeOf.map((change) => own ?? change),
      `the signal ${name} of `,
    );
    return [name, { ...signal, costUsd, ...(own === undefined ? {} : { asked: atNewPrice(signal.asked!, own) }) }];
  });
  return {
    ...table,
    models: table.models.map((model, m) => atNewPrice(model, changeOf[m]!)),
    costUsd: repriceCells(table, changeOf, ''),
    signals: new Map(signals),
  };
}

function atNewPrice(model: Model, { after }: PriceChange): Model {
  return after === undefined ? model : { ...model, price: after };
}

interface Cells {
  readonly costUsd: Float64Array;
  readonly inputTokens: Float64Array;
  readonly outputTokens: Float64Array;
  readonly cachedInputTokens?: Float64Array;
}

/** Costs of cells (rows × models), each column of models under its change. What cost nothing or was not recorded stays so. */
function repriceCells(cells: Cells, changeOf: readonly PriceChange[], what: string): Float64Array {
  const costUsd = cells.costUsd.slice();
  const width = changeOf.length;
  changeOf.forEach(({ model, after, factor }, m) => {
    let unknown = 0;
    for (let cell = m; cell < costUsd.length; cell += width) {
      const recorded = costUsd[cell]!;
      costUsd[cell] = factor === undefined ? costFromTokens(cells, cell, after!) : recorded * factor;
      if (Number.isNaN(costUsd[cell]!) && !Number.isNaN(recorded)) unknown += 1;
    }
    if (unknown > 0) throw tokensMissing(`${what}${model}`, model, unknown, costUsd.length / width);
  });
  return costUsd;
}

function costFromTokens({ costUsd, inputTokens, outputTokens, cachedInputTokens }: Cells, cell: number, price: Price) {
  const recorded = costUsd[cell]!;
  if (Number.isNaN(recorded)) return recorded;
  const input = inputTokens[cell]!;
  const output = outputTokens[cell]!;
  const cached = cachedInputTokens?.[cell] ?? Number.NaN;
  if (!Number.isNaN(input + output)) return costAt(price, input, output, Number.isNaN(cached) ? 0 : cached);
  // A signal that comes with its answer costs nothing of its own.
  if (recorded === 0 && Number.isNaN(input) && Number.isNaN(output)) return 0;
  return outcomeCost(price, { inputTokens: input, outputTokens: output, cachedInputTokens: cached });
}

function tokensMissing(what: string, model: ModelId, unknown: number, rows: number): BenchError {
  return new BenchError(
    `${unknown} of ${rows} costs of ${what} were recorded without token counts: they cannot follow new rates`,
    {
      hint: `Multiply them instead, --scale ${model}=1.5, or keep the price of the run: --keep ${model}.`,
    },
  );
}

function repriceAssessments({ validate, test }: Assessments, changes: PriceChanges): Assessments {
  const reprice = (all: Assessments['test']) =>
    all.map((assessment) => {
      const bill = repricedBill(assessment.bill, changes);
      return bill === assessment.bill ? assessment : { ...assessment, bill };
    });
  return { validate: reprice(validate), test: reprice(test) };
}
