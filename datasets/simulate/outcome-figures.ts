import { completeRows, type OutcomeTable, takeRows } from '../../harness/outcome-table.ts';

/** What tells a pool of real models from a toy: how their answers hang together. Over the complete rows. */
export interface OutcomeFigures {
  /** Mean correlation of right and wrong between two models. */
  readonly phi: number;
  readonly allRight: number;
  readonly noneRight: number;
  /** Mean quality per model. */
  readonly quality: readonly number[];
  /** Share on which some model is right, minus the best model's. */
  readonly oracleMinusBest: number;
  /** Per weaker model, the share on which it is right and the best is wrong: smallest and largest. */
  readonly weakerRight: readonly [number, number];
  /** Mean cost of the dearest over that of the cheapest model. */
  readonly costRatio: number;
  /** Share of rows that some model did not answer. */
  readonly incomplete: number;
}

/** @param all quality 0 or 1; at least two models */
export function outcomeFigures(all: OutcomeTable): OutcomeFigures {
  const table = takeRows(all, completeRows(all));
  const models = table.models.length;
  const rows = Array.from({ length: table.examples.length }, (_, i) =>
    Array.from(table.quality.subarray(i * models, (i + 1) * models)),
  );
  const quality = table.models.map((_, m) => mean(rows.map((row) => row[m]!)));
  const best = quality.indexOf(Math.max(...quality));
  const weakerRight = quality
    .map((_, m) => mean(rows.map((row) => Number(row[m]! > row[best]!))))
    .filter((_, m) => m !== best);
  const cost = table.models.map((_, m) => mean(rows.map((_, i) => table.costUsd[i * models + m]!)));
  return {
    phi: meanCorrelation(rows),
    allRight: mean(rows.map((row) => Number(Math.min(...row) === 1))),
    noneRight: mean(rows.map((row) => Number(Math.max(...row) === 0))),
    quality,
    oracleMinusBest: mean(rows.map((row) => Math.max(...row))) - quality[best]!,
    weakerRight: [Math.min(...weakerRight), Math.max(...weakerRight)],
    costRatio: Math.max(...cost) / Math.min(...cost),
    incomplete: 1 - rows.length / all.examples.length,
  };
}

/** Mean Pearson correlation over the pairs of columns. */
export function meanCorrelation(rows: readonly (readonly number[])[]): number {
  const columns = rows[0]!.map((_, m) => rows.map((row) => row[m]!));
  const pairs = columns.flatMap((a, i) => columns.slice(i + 1).map((b) => correlation(a, b)));
  return mean(pairs);
}

function correlation(a: readonly number[], b: readonly number[]): number {
  const [ma, mb] = [mean(a), mean(b)];
  const moment = (x: readonly number[], mx: number, y: readonly number[], my: number) =>
    mean(x.map((value, i) => (value - mx) * (y[i]! - my)));
  return moment(a, ma, b, mb) / Math.sqrt(moment(a, ma, a, ma) * moment(b, mb, b, mb));
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
