import { countTokens } from '../../harness/count-tokens.ts';
import { exactIndex } from '../../harness/embed/nearest.ts';
import { allowAll } from '../../harness/model.ts';
import { emptyTable, type OutcomeTable, takeRows } from '../../harness/outcome-table.ts';
import type { RouteRequest } from '../../harness/request.ts';
import type { Router } from '../../harness/router.ts';
import type { Tools } from '../../harness/tools.ts';
import { clusters, knn, linear, rules } from '../../routers/index.ts';
import type { Figure } from './figure.ts';
import { elapsed, type PerCall, perCall } from './measure.ts';
import { DIMENSIONS, MODELS, pool, range, routerBenchShaped, TRAIN } from './router-bench-shaped.ts';

const K = 40;
/** Training rows of a large ridge fit. */
const RIDGE_ROWS = 11_000;
const DECISIONS = 2_000;

/** The figures of the routers on this machine; takes about half a minute. */
export async function perfRouters(): Promise<Figure[]> {
  const { table, vectors, tools } = routerBenchShaped();
  const train = takeRows(table, range(0, TRAIN));
  const rule = await ruleDecision();
  return [
    {
      name: 'rules, one decision',
      value: 1000 * rule.ms,
      unit: 'µs',
      cpuSeconds: rule.cpuSeconds,
      target: { atMost: 20 },
    },
    ...(await perfKnnDecision(table, vectors, tools)),
    await fitFigure(
      `linear, fit with cross-validation, ${RIDGE_ROWS} rows`,
      linear(),
      takeRows(train, range(0, RIDGE_ROWS)),
      tools,
    ),
    await fitFigure(`knn, fit with cross-validation, ${TRAIN} rows`, knn(), train, tools),
    await fitFigure(`clusters, fit with cross-validation, ${TRAIN} rows`, clusters(), train, tools),
  ];
}

async function ruleDecision(): Promise<PerCall> {
  const router = rules({
    rules: [
      { when: 'prompt.code && prompt.words > 50', use: 'model-10' },
      { when: 'metadata.tier == "gold" || prompt.questions > 2', use: ['model-9', 'model-8'] },
      { when: 'prompt.characters > 2000 && prompt.turns >= 2', use: 'model-5' },
    ],
    otherwise: 'model-0',
  });
  const requests = Array.from({ length: DECISIONS }, (_, i): RouteRequest => {
    const content = `Question ${i}: how do I write a function that sums the numbers of a list?\n`.repeat(1 + (i % 8));
    return { messages: [{ role: 'user', content }], metadata: { tier: i % 9 === 0 ? 'gold' : 'free' } };
  });
  const table = emptyTable(
    requests.map((request, i) => ({ id: String(i), task: 'perf', request })),
    pool(),
  );
  const tools = { countTokens, seed: 1 };
  const fitted = await router.fit(table, tools);
  const mask = [allowAll(MODELS)];
  const singles = requests.map((request) => [request]);
  await perCall(singles, (single) => fitted.assess(single, mask, tools));
  return perCall(singles, (single) => fitted.assess(single, mask, tools));
}

async function perfKnnDecision(table: OutcomeTable, vectors: Float32Array, tools: Tools): Promise<Figure[]> {
  const router = knn({ k: K, weights: 'uniform', shrinkage: 0 });
  const fitted = await router.fit(takeRows(table, range(0, TRAIN)), tools);
  const mask = [allowAll(MODELS)];
  const singles = range(TRAIN, TRAIN + 100).map((row) => [table.examples[row]!.request]);
  const plain = exactIndex(vectors.subarray(0, TRAIN * DIMENSIONS), DIMENSIONS, { engine: 'plain' });
  const queries = range(TRAIN, TRAIN + 100).map((row) => vectors.subarray(row * DIMENSIONS, (row + 1) * DIMENSIONS));
  const decision = await perCall(singles, (single) => fitted.assess(single, mask, tools));
  const search = await perCall(queries, (query) => plain.search(query, K));
  return [
    {
      name: `knn, one decision among ${TRAIN}, native`,
      value: decision.ms,
      unit: 'ms',
      cpuSeconds: decision.cpuSeconds,
      target: { atMost: 2 },
    },
    {
      name: `knn, search of one decision among ${TRAIN}, plain JavaScript`,
      value: search.ms,
      unit: 'ms',
      cpuSeconds: search.cpuSeconds,
      target: { atMost: 10 },
    },
  ];
}

async function fitFigure(name: string, router: Router, train: OutcomeTable, tools: Tools): Promise<Figure> {
  const { seconds, cpuSeconds } = await elapsed(() => router.fit(train, tools));
  return { name, value: seconds, unit: 's', cpuSeconds };
}
