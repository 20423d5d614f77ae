import { evaluate } from '../../harness/evaluate/evaluate.ts';
import { outcomesOf } from '../../harness/evaluate/outcomes.ts';
import { packPredictions } from '../../harness/evaluate/predictions.ts';
import { sweep } from '../../harness/evaluate/sweep.ts';
import { syntheticInput } from '../../harness/evaluate/synthetic-input.ts';
import { tradeoffGrid } from '../../harness/evaluate/tradeoff-grid.ts';
import { meanPerModel } from '../../harness/outcome-table.ts';
import type { Figure } from './figure.ts';
import { type Elapsed, elapsed } from './measure.ts';

const MODELS = 11;
/** Test rows of a RouterBench-shaped table, split 70/30. */
const ROUTERBENCH_TEST = 10_949;
const [SMALL, LARGE] = [100_000, 1_000_000];
/** Ten times the rows may take this many times ten: what no longer fits the processor's cache is read from memory. */
const LINEAR = 1.5;

/** Speed of the sweep and of a whole evaluation of one router, and how it grows to a million examples. */
export async function perfEvaluate(): Promise<Figure[]> {
  const swept = await timeSweep(ROUTERBENCH_TEST);
  const few = await timeEvaluation(SMALL);
  const many = await timeEvaluation(LARGE);
  const growth = many.cpuSeconds / few.cpuSeconds / (LARGE / SMALL);
  const whole = (rows: number) => `sweep and metrics of one router, ${rows.toLocaleString('en')} × ${MODELS}`;
  return [
    { name: 'sweep of 10,949 × 11', value: swept.seconds, unit: 's', cpuSeconds: swept.cpuSeconds },
    { name: whole(SMALL), value: few.seconds, unit: 's', cpuSeconds: few.cpuSeconds },
    { name: whole(LARGE), value: many.seconds, unit: 's', cpuSeconds: many.cpuSeconds },
    { name: 'the latter over ten times the former (linear: 1)', value: growth, unit: '×', target: { atMost: LINEAR } },
  ];
}

function timeSweep(testRows: number): Promise<Elapsed> {
  const input = syntheticInput({ examples: 5 * testRows, models: MODELS, seed: 1 });
  const { table, split, candidates, inputTokens } = input;
  const outcomes = outcomesOf(table, split.test);
  const tokens = Float64Array.from(split.test, (row) => inputTokens[row]!);
  const grid = tradeoffGrid(meanPerModel(table, 'costUsd'));
  return elapsed(() =>
    sweep(packPredictions(candidates[0]!.assessments.test, table.models, tokens), outcomes, {
      grid,
      levels: new Map(),
    }),
  );
}

function timeEvaluation(examples: number): Promise<Elapsed> {
  const input = syntheticInput({ examples, models: MODELS, seed: 1 });
  globalThis.gc?.();
  return elapsed(() => evaluate(input));
}
