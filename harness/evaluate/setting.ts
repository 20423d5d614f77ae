import { BenchError } from '../bench-error.ts';
import type { Model } from '../model.ts';
import type { OutcomeTable } from '../outcome-table.ts';
import { type Clusters, clustersOf } from '../statistics/clusters.ts';
import { acceptanceLevels } from './cascade-step.ts';
import type { EvaluationInput } from './evaluation-input.ts';
import type { CostRange } from './metrics/aiq.ts';
import type { TaskMeans } from './metrics/task-mean.ts';
import { drawOfRow } from './operating-point.ts';
import { alwaysModel, type Outcomes, outcomesOf } from './outcomes.ts';
import { preferenceOrder } from './preference-order.ts';
import type { CurvePoint } from './results.ts';
import { curvePoint } from './sweep.ts';
import { tradeoffGrid } from './tradeoff-grid.ts';

/** One split as evaluation sees it. */
export interface Side {
  /** Row indices of the table. */
  readonly rows: Uint32Array;
  readonly outcomes: Outcomes;
  readonly inputTokens: Float64Array;
  /** Task of each row. */
  readonly tasks: readonly string[];
  /** What every single model does here. */
  readonly singles: readonly CurvePoint[];
}

/** All that is fixed before the first router is looked at. */
export interface Setting {
  readonly input: EvaluationInput;
  readonly models: readonly Model[];
  readonly train: TaskMeans;
  readonly validate: Side;
  readonly test: Side;
  /** Independent units of the test rows. */
  readonly clusters: Clusters;
  /** Independent units of the validate rows. */
  readonly validateClusters: Clusters;
  /** Positions within `test` per task, tasks sorted. */
  readonly testTasks: ReadonlyMap<string, Uint32Array>;
  /** The draw of each test row for mixtures, in [0, 1): made when first asked for. */
  readonly testDraws: () => Float64Array;
  readonly grid: Float64Array;
  /** Acceptance levels per signal, from train. */
  readonly levels: ReadonlyMap<string, Float64Array>;
  /** Index of the cheapest single model on validate, ties to the better one. */
  readonly cheapest: number;
  readonly range: CostRange;
  /** Index of the reference model: named by the objective, or the best on train. */
  readonly reference: number;
}

/**
 * @param steps of the sweeps of routers that predict, between 0 and ∞; `tradeoffGrid` says how many where left out
 * @throws {BenchError} when the split is too small for an interval or the objective names no model of the pool
 */
export function settingOf(input: EvaluationInput, steps?: number): Setting {
  const { table, split } = input;
  const train = taskMeans(table, split.train);
  const preference = preferenceOrder(train);
  const validate = sideOf(input, split.validate, preference);
  const test = sideOf(input, split.test, preference);
  const clusters = clustersOf(Array.from(split.test, (row) => split.units[row]!));
  const validateClusters = clustersOf(Array.from(split.validate, (row) => split.units[row]!));
  checkSizes(input, clusters, validateClusters);
  const costs = validate.singles.map(({ costUsd }) => costUsd);
  return {
    input,
    models: table.models,
    train,
    validate,
    test,
    clusters,
    validateClusters,
    testTasks: positionsByTask(test.tasks),
    testDraws: drawsOf(input, split.test),
    grid: tradeoffGrid(train.costUsd, steps),
    levels: levelsOf(table, split.train),
    cheapest: cheapestOf(validate.singles),
    range: { lowUsd: Math.min(...costs), highUsd: Math.max(...costs) },
    reference: referenceOf(input, train),
  };
}

function sideOf({ table, inputTokens }: EvaluationInput, rows: Uint32Array, preference: readonly number[]): Side {
  const outcomes = outcomesOf(table, rows, preference);
  return {
    rows,
    outcomes,
    inputTokens: Float64Array.from(rows, (row) => inputTokens[row]!),
    tasks: Array.from(rows, (row) => table.examples[row]!.task),
    singles: table.models.map((_, model) => curvePoint(0, alwaysModel(outcomes, model), outcomes)),
  };
}

/** Hashes take time, and every router that mixes asks for the same. */
function drawsOf(input: EvaluationInput, rows: Uint32Array): () => Float64Array {
  let made: Float64Array | undefined;
  return () => {
    made ??= Float64Array.from(rows, (row) => drawOfRow(input, row));
    return made;
  };
}

/** Means per model over `rows`, over all and per task. */
function taskMeans(table: OutcomeTable, rows: Uint32Array): TaskMeans {
  const width = table.models.length;
  const empty = () => ({ quality: new Float64Array(width), costUsd: new Float64Array(width), rows: 0 });
  const all = empty();
  const perTask = new Map<string, ReturnType<typeof empty>>();
  for (const row of rows) {
    const { task } = table.examples[row]!;
    const own = perTask.get(task) ?? empty();
    perTask.set(task, own);
    for (const sums of [all, own]) {
      sums.rows += 1;
      for (let m = 0; m < width; m++) {
        sums.quality[m]! += table.quality[row * width + m]!;
        sums.costUsd[m]! += table.costUsd[row * width + m]!;
      }
    }
  }
  for (const sums of [all, ...perTask.values()]) {
    for (let m = 0; m < width; m++) {
      sums.quality[m]! /= sums.rows;
      sums.costUsd[m]! /= sums.rows;
    }
  }
  return { quality: all.quality, costUsd: all.costUsd, perTask };
}

/** Positions of the rows of each task, tasks in code-unit order. */
function positionsByTask(tasks: readonly string[]): Map<string, Uint32Array> {
  const positions = new Map<string, number[]>();
  tasks.forEach((task, i) => {
    const own = positions.get(task);
    if (own === undefined) positions.set(task, [i]);
    else own.push(i);
  });
  return new Map([...positions.keys()].sort().map((task) => [task, Uint32Array.from(positions.get(task)!)]));
}

function levelsOf(table: OutcomeTable, rows: Uint32Array): Map<string, Float64Array> {
  return new Map(Array.from(outcomesOf(table, rows).signals, ([name, { values }]) => [name, acceptanceLevels(values)]));
}

function cheapestOf(singles: readonly CurvePoint[]): number {
  let cheapest = 0;
  singles.forEach(({ costUsd, quality }, model) => {
    const leader = singles[cheapest]!;
    if (costUsd < leader.costUsd || (costUsd === leader.costUsd && quality > leader.quality)) cheapest = model;
  });
  return cheapest;
}

function referenceOf({ table, objective }: EvaluationInput, train: TaskMeans): number {
  if (objective.reference === undefined) return bestOf(train);
  const named = table.models.findIndex(({ id }) => id === objective.reference);
  if (named >= 0) return named;
  throw new BenchError(`objective.reference: no model "${objective.reference}" in the pool`, {
    hint: `Models are ${table.models.map(({ id }) => id).join(', ')}.`,
  });
}

/** The best single model on train by mean quality; ties to the cheaper model, then to pool order. */
export function bestOf(means: TaskMeans): number {
  return preferenceOrder(means)[0]!;
}

function checkSizes(
  { table, split, inputTokens, candidates }: EvaluationInput,
  clusters: Clusters,
  validateClusters: Clusters,
): void {
  if (split.train.length === 0 || validateClusters.count < 2 || clusters.count < 2) {
    throw new BenchError(
      `the split has ${split.train.length} training, ${split.validate.length} validation examples in ${validateClusters.count} independent groups and ${split.test.length} test examples in ${clusters.count}: too few for an interval`,
      {
        hint: 'At least two independent groups must be in each: add examples, or check `group` and near-duplicates.',
      },
    );
  }
  const rows = table.examples.length;
  if (inputTokens.length !== rows) throw new Error(`a table of ${rows} rows needs as many token counts`);
  for (const { id, price } of table.models) if (price === undefined) throw new Error(`model ${id} has no price`);
  for (const { name, assessments, shuffled } of candidates) {
    for (const { validate, test } of shuffled === undefined ? [assessments] : [assessments, shuffled]) {
      if (validate.length !== split.validate.length || test.length !== split.test.length) {
        throw new Error(`router ${name}: one assessment per row of validate and of test is needed`);
      }
    }
  }
}
