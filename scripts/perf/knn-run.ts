import { outcomesOf } from '../../harness/evaluate/outcomes.ts';
import { packPredictions } from '../../harness/evaluate/predictions.ts';
import { sweep } from '../../harness/evaluate/sweep.ts';
import { tradeoffGrid } from '../../harness/evaluate/tradeoff-grid.ts';
import { allowAll } from '../../harness/model.ts';
import { meanPerModel, takeRows } from '../../harness/outcome-table.ts';
import { knn } from '../../routers/index.ts';
import type { Figure } from './figure.ts';
import { elapsed, peakResidentMb } from './measure.ts';
import { MODELS, ROWS, range, routerBenchShaped, TRAIN } from './router-bench-shaped.ts';

const K = 40;

/** Plain kNN over a table of RouterBench's shape, from fitting to the swept curve. The memory is that of the whole process. */
export async function perfKnnRun(): Promise<Figure[]> {
  const { table, tools } = routerBenchShaped();
  const train = takeRows(table, range(0, TRAIN));
  const test = Uint32Array.from(range(TRAIN, ROWS));
  const requests = Array.from(test, (row) => table.examples[row]!.request);
  const router = knn({ k: K, weights: 'uniform', shrinkage: 0 });
  const outcomes = outcomesOf(table, test);
  const tokens = new Float64Array(test.length).fill(100);
  const grid = tradeoffGrid(meanPerModel(train, 'costUsd'));
  const { seconds, cpuSeconds } = await elapsed(async () => {
    const fitted = await router.fit(train, tools);
    const masks = requests.map(() => allowAll(MODELS));
    const assessments = await fitted.assess(requests, masks, tools);
    sweep(packPredictions(assessments, table.models, tokens), outcomes, { grid, levels: new Map() });
  });
  const name = `knn, fit, assess and a sweep of ${grid.length} points, ${ROWS} × ${MODELS}, k = ${K}`;
  return [
    { name, value: seconds, unit: 's', cpuSeconds, target: { atMost: 3 } },
    { name: 'knn, memory of that process at its peak', value: peakResidentMb(), unit: 'MB', target: { atMost: 500 } },
  ];
}
