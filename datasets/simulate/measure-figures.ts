import { completeRows, type OutcomeTable, takeRows } from '../../harness/outcome-table.ts';
import { mean, meanCorrelation } from './outcome-figures.ts';

/** How lengths and latencies are spread. Over the complete rows. */
export interface MeasureFigures {
  /** Standard deviation of log output tokens within a task, mean over models: smallest and largest task. */
  readonly logSdLength: readonly [number, number];
  /** Correlation of log output tokens between models within a task, mean over tasks and pairs. */
  readonly lengthCorrelation: number;
  /** 99th percentile of latency over the median, mean over models. */
  readonly latencyTail: number;
}

export function measureFigures(all: OutcomeTable): MeasureFigures {
  const table = takeRows(all, completeRows(all));
  const models = table.models.length;
  const tasks = [...new Set(table.examples.map(({ task }) => task))];
  const lengths = tasks.map((name) =>
    table.examples.flatMap(({ task }, i) =>
      task === name ? [Array.from(table.outputTokens.subarray(i * models, (i + 1) * models), Math.log)] : [],
    ),
  );
  const spread = lengths.map((rows) => mean(table.models.map((_, m) => deviation(rows.map((row) => row[m]!)))));
  return {
    logSdLength: [Math.min(...spread), Math.max(...spread)],
    lengthCorrelation: mean(lengths.map(meanCorrelation)),
    latencyTail: mean(table.models.map((_, m) => tailOf(table.latencyMs.filter((_, cell) => cell % models === m)))),
  };
}

function deviation(values: readonly number[]): number {
  const centre = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - centre) ** 2)));
}

function tailOf(latencies: Float64Array): number {
  const sorted = latencies.toSorted();
  return sorted[Math.floor(0.99 * sorted.length)]! / sorted[Math.floor(0.5 * sorted.length)]!;
}
