import { countTokens } from '../../harness/count-tokens.ts';
import { exactIndex } from '../../harness/embed/nearest.ts';
import { outcomesOf } from '../../harness/evaluate/outcomes.ts';
import { packPredictions } from '../../harness/evaluate/predictions.ts';
import { sweep } from '../../harness/evaluate/sweep.ts';
import { tradeoffGrid } from '../../harness/evaluate/tradeoff-grid.ts';
import { allowAll, type Model } from '../../harness/model.ts';
import { emptyTable, meanPerModel, type OutcomeTable, STATUS, takeRows } from '../../harness/outcome-table.ts';
import { random } from '../../harness/random.ts';
import type { RouteRequest } from '../../harness/request.ts';
import type { Router } from '../../harness/router.ts';
import type { Embedder, Tools } from '../../harness/tools.ts';
import { clusters, knn, linear, rules } from '../../routers/index.ts';

export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** What it should be, in words: "< 20". */
  readonly target?: string;
}

/** RouterBench's shape, split 70/30. */
const ROWS = 36_497;
const TRAIN = 25_548;
const MODELS = 11;
const DIMENSIONS = 384;
const K = 40;
/** Training rows of a large ridge fit. */
const RIDGE_ROWS = 11_000;
const DECISIONS = 2_000;

/** The figures of the routers on this machine; takes about half a minute. */
export async function perfRouters(): Promise<Figure[]> {
  const vectors = unitVectors(ROWS);
  const table = routerBenchShaped();
  const tools = { embedder: vectorsByNumber(vectors), countTokens, seed: 1 };
  const train = takeRows(table, range(0, TRAIN));
  return [
    { name: 'rules, one decision', value: await rulesMicros(), unit: 'µs', target: '< 20' },
    ...(await perfKnnRun(table, tools)),
    ...(await perfKnnDecision(table, vectors, tools)),
    {
      name: `linear, fit with cross-validation, ${RIDGE_ROWS} rows`,
      value: await fitSeconds(linear(), takeRows(train, range(0, RIDGE_ROWS)), tools),
      unit: 's',
      target: '< 4',
    },
    { name: `knn, fit with cross-validation, ${TRAIN} rows`, value: await fitSeconds(knn(), train, tools), unit: 's' },
    {
      name: `clusters, fit with cross-validation, ${TRAIN} rows`,
      value: await fitSeconds(clusters(), train, tools),
      unit: 's',
    },
  ];
}

async function rulesMicros(): Promise<number> {
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
  await medianMs(singles, (single) => fitted.assess(single, mask, tools));
  return 1000 * (await medianMs(singles, (single) => fitted.assess(single, mask, tools)));
}

async function perfKnnRun(table: OutcomeTable, tools: Tools): Promise<Figure[]> {
  const train = takeRows(table, range(0, TRAIN));
  const test = Uint32Array.from(range(TRAIN, ROWS));
  const requests = Array.from(test, (row) => table.examples[row]!.request);
  const router = knn({ k: K, weights: 'uniform', shrinkage: 0 });
  const outcomes = outcomesOf(table, test);
  const tokens = new Float64Array(test.length).fill(100);
  let peak = 0;
  const watch = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage().rss);
  }, 20);
  const grid = tradeoffGrid(meanPerModel(train, 'costUsd'));
  const total = await elapsedMs(async () => {
    const fitted = await router.fit(train, tools);
    const masks = requests.map(() => allowAll(MODELS));
    const assessments = await fitted.assess(requests, masks, tools);
    sweep(packPredictions(assessments, table.models, tokens), outcomes, grid);
  });
  clearInterval(watch);
  return [
    {
      name: `knn, fit, assess and a sweep of ${grid.length} points, ${ROWS} × ${MODELS}, k = ${K}`,
      value: total / 1000,
      unit: 's',
      target: '≤ 3',
    },
    { name: 'knn, peak memory of the process meanwhile', value: peak / 1e6, unit: 'MB', target: '≤ 500' },
  ];
}

async function perfKnnDecision(table: OutcomeTable, vectors: Float32Array, tools: Tools): Promise<Figure[]> {
  const router = knn({ k: K, weights: 'uniform', shrinkage: 0 });
  const fitted = await router.fit(takeRows(table, range(0, TRAIN)), tools);
  const mask = [allowAll(MODELS)];
  const singles = range(TRAIN, TRAIN + 100).map((row) => [table.examples[row]!.request]);
  const plain = exactIndex(vectors.subarray(0, TRAIN * DIMENSIONS), DIMENSIONS, { engine: 'plain' });
  const queries = range(TRAIN, TRAIN + 100).map((row) => vectors.subarray(row * DIMENSIONS, (row + 1) * DIMENSIONS));
  return [
    {
      name: `knn, one decision among ${TRAIN}, native`,
      value: await medianMs(singles, (single) => fitted.assess(single, mask, tools)),
      unit: 'ms',
      target: '< 2',
    },
    {
      name: `knn, search of one decision among ${TRAIN}, plain JavaScript`,
      value: await medianMs(queries, (query) => plain.search(query, K)),
      unit: 'ms',
      target: '< 10',
    },
  ];
}

async function fitSeconds(router: Router, train: OutcomeTable, tools: Tools): Promise<number> {
  return (await elapsedMs(() => router.fit(train, tools))) / 1000;
}

/** Knows the vector of each prompt by the number in it: vectors are ready, and nothing but routing is measured. */
function vectorsByNumber(vectors: Float32Array): Embedder {
  return {
    name: 'ready',
    fingerprint: '0'.repeat(64),
    dimensions: DIMENSIONS,
    rates: { usdPerMillionTokens: 0, latencyMsPerToken: 0, latencyMsPerCall: 0, asOf: '2025-01-01' },
    async embed(texts) {
      const out = new Float32Array(texts.length * DIMENSIONS);
      for (const [i, text] of texts.entries()) {
        const row = Number.parseInt(text, 10);
        out.set(vectors.subarray(row * DIMENSIONS, (row + 1) * DIMENSIONS), i * DIMENSIONS);
      }
      return out;
    },
  };
}

function routerBenchShaped(): OutcomeTable {
  const rng = random(3);
  const examples = range(0, ROWS).map((row) => ({
    id: String(row),
    task: 'perf',
    request: { messages: [{ role: 'user' as const, content: `${row}` }], metadata: {} },
  }));
  const table = emptyTable(examples, pool());
  for (let cell = 0; cell < table.status.length; cell++) {
    table.status[cell] = STATUS.ok;
    table.quality[cell] = rng.next() < 0.3 + 0.05 * (cell % MODELS) ? 1 : 0;
    table.outputTokens[cell] = 20 + rng.integer(200);
    table.inputTokens[cell] = 100;
    table.costUsd[cell] = (1 + (cell % MODELS)) * 1e-5;
    table.latencyMs[cell] = 100;
  }
  return table;
}

function pool(): Model[] {
  return range(0, MODELS).map((m) => ({
    id: `model-${m}`,
    price: {
      usdPerRequest: 0,
      inputUsdPerMillionTokens: m + 1,
      outputUsdPerMillionTokens: 3 * (m + 1),
      source: 'card' as const,
    },
  }));
}

function unitVectors(count: number): Float32Array {
  const rng = random(1);
  const vectors = new Float32Array(count * DIMENSIONS);
  for (let at = 0; at < vectors.length; at += DIMENSIONS) {
    let squares = 0;
    for (let i = at; i < at + DIMENSIONS; i++) {
      vectors[i] = rng.next() - 0.5;
      squares += vectors[i]! ** 2;
    }
    for (let i = at; i < at + DIMENSIONS; i++) vectors[i]! /= Math.sqrt(squares);
  }
  return vectors;
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, i) => from + i);
}

async function elapsedMs(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

async function medianMs<T>(items: readonly T[], work: (item: T) => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (const item of items) times.push(await elapsedMs(() => work(item)));
  return times.sort((a, b) => a - b)[times.length >> 1]!;
}
