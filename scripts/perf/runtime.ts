import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { countTokens } from '../../harness/count-tokens.ts';
import { takeRows } from '../../harness/outcome-table.ts';
import { type PolicyDraft, writePolicy } from '../../harness/policy/write-policy.ts';
import type { RouteRequest } from '../../harness/request.ts';
import type { RouterSpec } from '../../harness/router.ts';
import { knn, rules } from '../../routers/index.ts';
import { open } from '../../routers/runtime.ts';
import { bundleRuntime } from '../runtime/bundle-runtime.ts';
import type { Figure } from './figure.ts';
import { elapsed, perCall } from './measure.ts';
import { DIMENSIONS, pool, range, routerBenchShaped } from './router-bench-shaped.ts';

const REFERENCES = 25_000;
const DECISIONS = 4_000;
const IMPORTS = 20;

/** The figures of `signalbox/runtime` on this machine. */
export async function perfRuntime(): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'signalbox-perf-'));
  try {
    const tokenizer = await elapsed(() => countTokens('loads the tokenizer'));
    return [
      ...(await perfImport(join(folder, 'built'))),
      { name: 'runtime, the tokenizer, once in a process', value: 1000 * tokenizer.seconds, unit: 'ms' },
      await perfRules(join(folder, 'rules')),
      ...(await perfKnn(join(folder, 'knn'))),
    ];
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function perfImport(folder: string): Promise<Figure[]> {
  const { files, importedBytes } = await bundleRuntime();
  await mkdir(folder);
  for (const [name, bytes] of Object.entries(files)) await writeFile(join(folder, name), bytes);
  const script = `const start = performance.now(); await import(${JSON.stringify(pathToFileURL(join(folder, 'runtime.js')).href)});
    const { user, system } = process.cpuUsage(); console.log(JSON.stringify([performance.now() - start, (user + system) / 1e6]));`;
  const runs: [number, number][] = [];
  for (let i = 0; i < IMPORTS; i++) {
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script]);
    runs.push(JSON.parse(stdout));
  }
  const [ms, cpuSeconds] = runs.sort(([a], [b]) => a - b)[IMPORTS >> 1]!;
  return [
    { name: `runtime, import, median of ${IMPORTS}`, value: ms, unit: 'ms', cpuSeconds, target: { atMost: 150 } },
    { name: 'runtime, what its import reads', value: importedBytes / 1000, unit: 'kB' },
  ];
}

async function perfRules(folder: string): Promise<Figure> {
  const stated = range(0, 50).map((i) => ({
    when: `prompt.words > ${400 - i} && metadata.tier == "tier-${i % 7}" || prompt.questions == ${i + 3}`,
    use: `model-${i % 11}`,
  }));
  const constraints = range(0, 20).map((i) => ({
    name: `constraint ${i}`,
    allow:
      i % 4 === 0 ? `prompt.tokens < ${100_000 + i}` : `metadata.dataClass != "class-${i}" || model.attribute${i % 5}`,
  }));
  const models = pool().map((model) => ({ ...model, attributes: attributes() }));
  const requests = range(0, DECISIONS).map((i): RouteRequest => {
    const content = `Question ${i}: how do I write a function that sums the numbers of a list?\n`.repeat(1 + (i % 8));
    return { messages: [{ role: 'user', content }], metadata: { tier: `tier-${i % 9}`, dataClass: `class-${i % 30}` } };
  });
  const { table, tools } = routerBenchShaped();
  const train = takeRows({ ...table, models }, [0, 1]);
  const metadata = { tier: { type: 'string' as const }, dataClass: { type: 'string' as const } };
  const examples = train.examples.map((example) => ({ ...example, request: requests[0]! }));
  const { spec } = await rules({ rules: stated, otherwise: 'model-0' }).fit({ ...train, examples }, tools);
  await writePolicy(folder, draft({ pool: models as PolicyDraft['pool'], constraints, metadata }), spec);
  const runtime = await open(folder);
  await perCall(requests, (request) => runtime.route(request));
  const route = await perCall(requests, (request) => runtime.route(request));
  return {
    name: 'runtime, a decision by 20 constraints and 50 rules, 11 models',
    value: 1000 * route.ms,
    unit: 'µs',
    cpuSeconds: route.cpuSeconds,
    target: { atMost: 50 },
  };
}

async function perfKnn(folder: string): Promise<Figure[]> {
  const { table, tools } = routerBenchShaped();
  const router = knn({ k: 40, weights: 'uniform', shrinkage: 0 });
  const { spec } = await router.fit(takeRows(table, range(0, REFERENCES)), tools);
  await writePolicy(folder, knnDraft(spec), spec);
  const embed = tools.embedder!;
  await (await open(folder, { embed })).route(table.examples[0]!.request);
  const opening = await perCall(range(0, 7), () => open(folder, { embed }));
  const runtime = await open(folder, { embed });
  const requests = range(REFERENCES, REFERENCES + 300).map((row) => table.examples[row]!.request);
  for (const request of requests.slice(0, 20)) await runtime.route(request);
  const route = await perCall(requests, (request) => runtime.route(request));
  return [
    {
      name: `runtime, opening ${REFERENCES} × ${DIMENSIONS} vectors, without the tokenizer`,
      value: opening.ms,
      unit: 'ms',
      cpuSeconds: opening.cpuSeconds,
      target: { atMost: 200 },
    },
    {
      name: `runtime, a decision by kNN among ${REFERENCES}, native, without embedding`,
      value: route.ms,
      unit: 'ms',
      cpuSeconds: route.cpuSeconds,
      target: { atMost: 2 },
    },
  ];
}

function knnDraft({ embedder }: RouterSpec): PolicyDraft {
  return draft({ embedder: { name: 'ready', fingerprint: embedder!, dimensions: DIMENSIONS } });
}

function attributes(): Record<string, boolean> {
  return Object.fromEntries(range(0, 5).map((i) => [`attribute${i}`, i % 2 === 0]));
}

function draft(changes: Partial<PolicyDraft>): PolicyDraft {
  return {
    name: 'perf',
    routerName: 'perf',
    salt: 'perf',
    pool: pool() as PolicyDraft['pool'],
    metadata: {},
    constraints: [],
    embedder: null,
    operatingPoint: { mix: [{ tradeoff: 0.001, share: 1 }] },
    provenance: {
      dataset: 'perf',
      simulated: true,
      fingerprints: { dataset: '', prices: '', code: '' },
      seed: 1,
      split: { train: REFERENCES, validate: 0, test: 0 },
    },
    ...changes,
  };
}
