import { contendersOf, SCORED } from '../contenders.ts';
import type { Predictions } from '../predictions.ts';

/** Mean quality and cost per model, over all rows and per task, on train. */
export interface TaskMeans {
  readonly quality: Float64Array;
  readonly costUsd: Float64Array;
  readonly perTask: ReadonlyMap<string, { readonly quality: Float64Array; readonly costUsd: Float64Array }>;
}

/**
 * Predictions that know the task name and nothing else: what a router gains merely by recognising the task. A
 * reference curve: a router may not see the task. A task without training rows gets the means over all rows.
 *
 * @param tasks task of each row
 */
export function taskMeanPredictions(means: TaskMeans, tasks: readonly string[], allowed?: Uint8Array): Predictions {
  const rows = tasks.length;
  const width = means.quality.length;
  const quality = new Float64Array(rows * width);
  const costUsd = new Float64Array(rows * width);
  for (let i = 0; i < rows; i++) {
    const known = means.perTask.get(tasks[i]!) ?? means;
    quality.set(known.quality, i * width);
    costUsd.set(known.costUsd, i * width);
  }
  const predictions = {
    rows,
    width,
    quality,
    costUsd,
    ranked: new Int16Array(rows).fill(SCORED),
    billUsd: new Float64Array(rows),
    billLatencyMs: new Float64Array(rows),
    scored: true,
    ...(allowed === undefined ? {} : { allowed }),
  };
  return { ...predictions, contenders: contendersOf(predictions) };
}
