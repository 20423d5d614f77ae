import { evaluate } from '../../harness/evaluate/evaluate.ts';
import { outcomesOf } from '../../harness/evaluate/outcomes.ts';
import { packPredictions } from '../../harness/evaluate/predictions.ts';
import { sweep } from '../../harness/evaluate/sweep.ts';
import { syntheticInput } from '../../harness/evaluate/synthetic-input.ts';
import { tradeoffGrid } from '../../harness/evaluate/tradeoff-grid.ts';
import { meanPerModel } from '../../harness/outcome-table.ts';

interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly target?: number;
}

const MODELS = 11;
/** Test rows of a RouterBench-shaped table, split 70/30. */
const ROUTERBENCH_TEST = 10_949;

/** Speed of the sweep and of a whole evaluation of one router, and how it grows to a million examples. */
export async function perfEvaluate(): Promise<Figure[]> {
  const small = evaluateSeconds(100_000);
  const large = evaluateSeconds(1_000_000);
  return [
    { name: 'sweep of 10,949 × 11 at 41 tradeoffs', value: sweepSeconds(), unit: 's', target: 1 },
    { name: 'evaluation of one router, 100,000 × 11', value: small, unit: 's' },
    { name: 'evaluation of one router, 1,000,000 × 11', value: large, unit: 's' },
    { name: 'time of 1,000,000 × 11 over ten times that of 100,000 × 11', value: large / (10 * small), unit: '×' },
  ];
}

function sweepSeconds(): number {
  const { table, split, candidates, inputTokens } = syntheticInput({
    examples: 5 * ROUTERBENCH_TEST,
    models: MODELS,
    seed: 1,
  });
  const outcomes = outcomesOf(table, split.test);
  const tokens = Float64Array.from(split.test, (row) => inputTokens[row]!);
  const grid = tradeoffGrid(meanPerModel(table, 'costUsd'));
  return seconds(() => sweep(packPredictions(candidates[0]!.assessments.test, table.models, tokens), outcomes, grid));
}

function evaluateSeconds(examples: number): number {
  const input = syntheticInput({ examples, models: MODELS, seed: 1 });
  return seconds(() => evaluate(input));
}

function seconds(work: () => unknown): number {
  const start = performance.now();
  work();
  return (performance.now() - start) / 1000;
}
