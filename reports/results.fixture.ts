import { hull, qualityAt } from '../harness/evaluate/metrics/hull.ts';
import type { Chosen, CostQuality, CurvePoint, Estimate, Results, RouterResult } from '../harness/evaluate/results.ts';
import { resultsSchema } from '../harness/evaluate/results.ts';
import { type Random, random } from '../harness/random.ts';
import { type SampleSlices, withSampleMetrics } from './metrics.fixture.ts';
import { judgedCurve, judgedGain, type RouterTraits, routerTraits } from './router-traits.fixture.ts';
import { sampleSignificance } from './significance.fixture.ts';

/** What a test wants to see in a results file; everything else is plausible and the same every time. */
export interface SampleOptions {
  readonly simulated?: boolean;
  readonly models?: readonly string[];
  readonly tasks?: readonly string[];
  /** Gain over the zero router per router, at the middle of its curve; the interval is ± .006 around about 2/3 of it. */
  readonly routers?: Readonly<Record<string, number>>;
  readonly labels?: boolean;
  /** Nothing met the objective, so the reference model ships. */
  readonly infeasible?: boolean;
  /** Name of the candidate that ships; the first router when left out. */
  readonly ships?: string;
  readonly taskMeanGain?: number;
  readonly shuffledGain?: number;
  readonly missing?: number;
  readonly title?: string;
  readonly notes?: readonly string[];
  /** 1 has neither cascades nor the simulated judge; 1 and 2 have no certified choice and fewer metrics. */
  readonly version?: 1 | 2 | 3;
  /** Why no router ships, where none does. */
  readonly refusal?: 'none-certified' | 'none-knows' | 'none-better';
  /** Two models that share the traffic ship. */
  readonly mixes?: boolean;
  readonly slices?: readonly SampleSlices[];
}

const SHIPPED_MODELS = ['sim-nano', 'sim-small', 'sim-medium', 'sim-large', 'sim-frontier'];
const TASKS = ['arithmetic', 'chat', 'classification', 'code output', 'extraction', 'rewriting', 'summary', 'triage'];
const ROUTERS = {
  linear: 0.02,
  hybrid: 0.018,
  knn: 0.016,
  classifier: 0.014,
  clusters: 0.011,
  'cascade-judge': 0.004,
  'semantic-routes': -0.012,
  rules: -0.02,
  'knn-k10': -0.07,
};
const WITHOUT_CASCADES = ['linear', 'knn', 'clusters', 'semantic-routes', 'rules', 'knn-k10'];
const ERROR_RATES = [0, 0.01, 0.05, 0.1, 0.2, 0.4, 0.6, 0.8];
const COUNT = 1200;

/** A results file made by hand, valid under the schema, for tests of the reports only. */
export function sampleResults(options: SampleOptions = {}): Results {
  const rng = random(7);
  const version = options.version ?? 3;
  const ids = options.models ?? SHIPPED_MODELS;
  const tasks = options.tasks ?? TASKS;
  const singles = ids.map((_, i) => singleAt(ids.length === 1 ? 1 : i / (ids.length - 1), rng));
  const zero = hull(singles).map(({ costUsd, quality }) => ({ costUsd, quality }));
  const best = singles.indexOf(singles.reduce((a, b) => (b.quality > a.quality ? b : a)));
  const context: Context = { options, rng, ids, tasks, singles, zero, best };
  const routerNames = options.routers ?? routersOf(version);
  const routers = Object.entries(routerNames).map(([name, gain]) => routerResult(context, name, gain));
  const singleCandidates = ids.map((model, i) => ({ model, chosen: chosenAt(context, singles[i]!, oneHot(ids, i)) }));
  const ships = options.infeasible ? ids[best]! : (options.ships ?? routers[0]?.name ?? ids[best]!);
  const router = routers.find(({ name }) => name === ships);
  const chosen = router?.chosen ?? singleCandidates.find(({ model }) => model === ships)!.chosen;
  const mixture = { name: `80 % ${ids[best]!} + 20 % ${ids[0]!}`, chosen: singleCandidates[best]!.chosen };
  const results = resultsSchema.parse({
    schema: 'signalbox/results',
    version,
    name: 'sample',
    seed: 1,
    dataset: datasetPart(context),
    fingerprints: { dataset: hex('d'), prices: hex('p'), embedder: hex('e'), config: hex('c'), code: hex('0') },
    split: {
      order: 'random',
      train: 3600,
      validate: COUNT,
      test: COUNT,
      nearDuplicateClusters: 3,
      largestClusterShare: 0.004,
      largeClusters: [{ size: 130, examples: ['Summarise the following email …', 'Summarise the following note …'] }],
    },
    tasks: tasks.map((task) => ({ task, train: 450, validate: 150, test: 150 })),
    objective: { kind: 'cheapest-within', margin: 0.01 },
    referenceModel: ids[best]!,
    models: ids.map((id, i) => ({
      id,
      price: {
        usdPerRequest: 0,
        inputUsdPerMillionTokens: round(singles[i]!.costUsd * 1000),
        outputUsdPerMillionTokens: round(singles[i]!.costUsd * 4000),
        asOf: '2025-01-01',
        source: 'card',
      },
      trainQuality: singles[i]!.quality,
      trainCostUsd: singles[i]!.costUsd,
      quality: estimate(singles[i]!.quality, 0.02),
      costUsd: estimate(singles[i]!.costUsd, singles[i]!.costUsd * 0.03),
      latencyMs: { p50: 300 + 200 * i, p95: 900 + 700 * i },
      perTask: tasks.map((task, t) => ({ task, n: 150, ...taskShift(singles[i]!, t) })),
    })),
    reference: {
      zeroRouter: zero,
      zeroAiq: estimate(meanAlong(zero), 0.018),
      oracle: { costUsd: singles[0]!.costUsd * 3, quality: Math.min(0.98, singles[best]!.quality + 0.08) },
      oracleFrontier: zero.map((p, i) => ({ ...p, quality: Math.min(0.98, p.quality + 0.09 - 0.002 * i) })),
      randomMix: [singles[0]!, singles[singles.length - 1]!],
      constant: { aiq: estimate(meanAlong(zero) + 0.0012, 0.018), aiqMinusZero: estimate(0.0012, 0.001) },
      taskMean: {
        points: lifted(zero, (options.taskMeanGain ?? 0.012) * 1.5),
        aiq: estimate(meanAlong(zero) + (options.taskMeanGain ?? 0.012), 0.018),
        aiqMinusZero: estimate(options.taskMeanGain ?? 0.012, 0.005),
      },
      ...(version > 1 && { simulatedJudge: simulatedJudge(context) }),
      zeroRouterPerTask: tasks.map((task, t) => ({ task, points: zero.map((p) => taskShift(p, t)) })),
    },
    costRange: { lowUsd: singles[0]!.costUsd, highUsd: singles[singles.length - 1]!.costUsd },
    routers,
    singles: singleCandidates,
    ...(version > 2 && selectionPart(options, Object.keys(routerNames), mixture, [ids[best]!, ids[0]!])),
    ...(version > 1 && { significance: sampleSignificance(routers, { queries: COUNT, clusters: 1130 }) }),
    policy: {
      candidate: options.mixes ? mixture.name : ships,
      kind: options.mixes ? 'mixture' : router === undefined ? 'single' : 'router',
      feasible: !options.infeasible,
      chosen,
      ...(version > 2 && { promised: promisedOf(chosen), broken: false }),
      reason: options.infeasible
        ? 'no candidate met the objective on validate'
        : 'the cheapest candidate within the margin on validate',
    },
  });
  return version < 3 ? results : resultsSchema.parse(withSampleMetrics(results, options.slices));
}

function routersOf(version: 1 | 2 | 3): Readonly<Record<string, number>> {
  const names = version === 1 ? WITHOUT_CASCADES : Object.keys(ROUTERS);
  return Object.fromEntries(Object.entries(ROUTERS).filter(([name]) => names.includes(name)));
}

function selectionPart(
  { refusal, mixes, infeasible, ships }: SampleOptions,
  routers: readonly string[],
  mixture: { readonly name: string; readonly chosen: Chosen },
  models: readonly [string, string],
): Partial<Results> {
  const routerShips = !infeasible && !mixes && routers.length > 0 && (ships === undefined || routers.includes(ships));
  const shares = [
    { model: models[0], share: 0.8 },
    { model: models[1], share: 0.2 },
  ];
  return {
    ...(mixes && { mixture: { ...mixture, models: shares } }),
    selection: {
      alpha: 0.05,
      pathLevel: 0.005,
      gainLevel: 0.0056,
      routers: routers.map((router, i) => ({
        router,
        tested: 40 + i,
        certified: 39,
        stoppedAt: { costUsd: 0.0005, quality: 0.81 },
        overMixing: { value: 0.02 - 0.005 * i, standardError: 0.004, p: i < 4 ? 0.00002 : 0.4 },
        knows: i < 4,
      })),
      mixing: {
        tested: 5,
        certified: 4,
        stoppedAt: { costUsd: 0.003, quality: 0.85 },
        models: mixes ? shares : [{ model: models[0], share: 1 }],
        chosen: { costUsd: 0.004, quality: 0.87 },
      },
      ...(routerShips ? {} : { refusal: refusal ?? 'none-certified' }),
    },
  };
}

function promisedOf({ quality, costUsd, costSaved, qualityGained }: Chosen): Results['policy']['promised'] {
  return { quality, costUsd, costSaved, qualityGained };
}

function simulatedJudge({ zero }: Context): NonNullable<Results['reference']['simulatedJudge']> {
  const line = lifted(zero, 0);
  return ERROR_RATES.map((errorRate) => {
    const points = judgedCurve(line, errorRate);
    const gain = judgedGain(errorRate);
    return { errorRate, points, aiq: estimate(meanAlong(zero) + gain, 0.017), aiqMinusZero: estimate(gain, 0.009) };
  });
}

interface Context {
  readonly options: SampleOptions;
  readonly rng: Random;
  readonly ids: readonly string[];
  readonly tasks: readonly string[];
  readonly singles: readonly CostQuality[];
  readonly zero: readonly CostQuality[];
  readonly best: number;
}

function datasetPart({ options, ids, tasks }: Context): Results['dataset'] {
  const cells = options.missing ?? 12;
  const simulated = options.simulated ?? true;
  return {
    name: simulated ? 'simulated-assistant' : 'zeroeval',
    title: options.title ?? (simulated ? 'Simulated assistant' : 'ZeroEval: GSM8K, CRUX, MATH level 5'),
    simulated,
    licence: 'Apache-2.0',
    source: 'https://example.org/dataset',
    scale: { min: 0, max: 1 },
    estimates: simulated ? [] : ['token counts: o200k tokenizer', 'prices: list prices of late 2024'],
    notes: [...(options.notes ?? [])],
    examples: 6000,
    complete: 6000 - cells,
    missing: cells === 0 ? [] : [{ task: tasks[0]!, model: ids[0]!, cells }],
    ...(cells > 120 && { worstCase: ids.map((model) => ({ model, low: 0.5, high: 0.9 })) }),
  };
}

function routerResult(context: Context, name: string, gain: number): RouterResult {
  const { options, zero, tasks, ids } = context;
  const line = lifted(zero, gain * 1.5);
  const test = sweep(context, line).map((point, i) => withLevel(point, i, routerTraits(name)));
  const testHull = hull([...line, zero[0]!]).map(({ costUsd, quality }) => ({ costUsd, quality }));
  const traits = routerTraits(name);
  const fixed = traits.kind === 'rules' || traits.kind === 'round-robin';
  const points = fixed ? [test[Math.floor(test.length / 2)]!] : test;
  const wanted = context.singles[context.best]!.quality - 0.008;
  const short = points.slice(0, Math.max(1, points.length - 1));
  const at = short.find((point) => point.quality >= wanted) ?? short[short.length - 1]!;
  const gainHere = estimate((gain * 2) / 3, 0.006);
  const labels = options.labels ?? true;
  return {
    name,
    kind: traits.kind,
    learned: traits.learned,
    ...(traits.signal !== undefined && { signal: traits.signal }),
    ...(traits.notDeployable !== undefined && { notDeployable: traits.notDeployable }),
    notes: [...traits.notes],
    validate: points,
    test: points,
    testHull,
    aiq: estimate(meanAlong(zero) + gainHere.value, 0.017),
    aiqMinusZero: gainHere,
    aiqMinusTaskMean: estimate(gainHere.value - (options.taskMeanGain ?? 0.012), 0.006),
    aiqCostUsd: meanCost(zero),
    aiqPaper: meanAlong(testHull),
    aiqCodeCompatible: meanAlong(testHull) - 0.01,
    ...(traits.learned && { shuffledAiqMinusConstant: estimate(options.shuffledGain ?? -0.0011, 0.004) }),
    perTask: tasks.map((task, t) => ({
      task,
      n: 150,
      aiq: meanAlong(zero) - 0.02 * t,
      aiqMinusZero: gainHere.value * (1 - t / 4),
      points: line.map((point) => taskShift(point, t)),
    })),
    chosen: chosenOf(chosenAt(context, at, at.shares), traits),
    overhead: { ...traits.overhead },
    ...(traits.recognised !== undefined && { recognised: traits.recognised }),
    ...(labels && {
      labels: {
        accuracy: 0.81,
        macroF1: 0.78,
        classes: ['cheap', 'strong'],
        confusion: [
          [480, 120],
          [108, 492],
        ],
        at: 'its chosen operating point',
      },
    }),
    ...(ids.length === 2 && {
      twoModel: {
        weak: ids[0]!,
        strong: ids[1]!,
        apgr: 0.661,
        apgrGrid: 0.655,
        cpt: { 20: 0.11, 50: 0.32, 80: { undefined: 'the curve never closes 80 % of the gap' } },
        cptGrid: { 20: 0.12, 50: 0.34, 80: 0.7 },
        pgrAtHalf: 0.69,
      },
    }),
    files: { assessments: `assessments/${t(name)}.json`, decisions: `decisions/${t(name)}.json` },
  };
}

/** Of a cascade the tradeoffs are levels of its signal. */
function withLevel(point: CurvePoint, i: number, { signal }: RouterTraits): CurvePoint {
  return signal === undefined ? point : { ...point, tradeoff: i === 24 ? null : i / 24 };
}

function chosenOf(chosen: Chosen, { signal }: RouterTraits): Chosen {
  if (signal === undefined) return chosen;
  const mix = [
    { tradeoff: 0.72, share: 0.62 },
    { tradeoff: 0.85, share: 0.38 },
  ];
  return { ...chosen, operatingPoint: { mix } };
}

function t(name: string): string {
  return name.replace(/[^a-z0-9-]/g, '-');
}

function sweep({ ids, zero }: Context, line: readonly CostQuality[]): CurvePoint[] {
  const [low, high] = [zero[0]!.costUsd, zero[zero.length - 1]!.costUsd];
  return Array.from({ length: 25 }, (_, i) => {
    const share = i / 24;
    const costUsd = i === 24 ? high : low * (high / low) ** share;
    const weights = ids.map((_, m) => Math.exp(-(((m / Math.max(1, ids.length - 1) - share) * 3.2) ** 2)));
    const total = weights.reduce((a, b) => a + b, 0);
    const quality = qualityAt(line, costUsd)! - 0.004 * Math.abs(Math.sin(i * 2.1));
    return {
      tradeoff: i === 24 ? null : i === 0 ? 0 : high * 10 ** (share * 6 - 3),
      costUsd,
      quality,
      shares: weights.map((w) => w / total),
      latencyMs: { p50: 500, p95: 2400 },
      interval: {
        quality: { low: quality - 0.02, high: quality + 0.02 },
        costUsd: { low: costUsd * 0.97, high: costUsd * 1.03 },
      },
    };
  });
}

function chosenAt({ options, tasks, singles, best }: Context, at: CostQuality, shares: readonly number[]): Chosen {
  const reference = singles[best]!;
  const saved = 1 - at.costUsd / reference.costUsd;
  return {
    operatingPoint: {
      mix: [
        { tradeoff: 0.0021, share: 0.62 },
        { tradeoff: 0.0034, share: 0.38 },
      ],
    },
    validate: { costUsd: at.costUsd * 1.01, quality: at.quality + 0.002 },
    quality: estimate(at.quality, 0.019),
    costUsd: estimate(at.costUsd, at.costUsd * 0.04),
    costSaved: { ...estimate(saved, 0), low: saved - 0.026, high: saved + 0.024 },
    qualityGained: estimate(at.quality - reference.quality, 0.008),
    shares: [...shares],
    latencyMs: { p50: 640, p95: 2900 },
    oracleGap: 0.071,
    perTask: tasks.map((task, i) => ({ task, n: 150, ...taskShift(at, i), shares: [...shares] })),
    feasible: !options.infeasible && at.quality > reference.quality - 0.01,
  };
}

/** Cheap to dear over a factor of 60, with quality rising ever slower and a little luck. */
function singleAt(share: number, rng: Random): CostQuality {
  const quality = 0.52 + 0.36 * (1 - (1 - share) ** 2.2) + (share > 0 && share < 1 ? 0.03 * (rng.next() - 0.6) : 0);
  return { costUsd: 0.00009 * 60 ** share, quality };
}

function lifted(zero: readonly CostQuality[], by: number): CostQuality[] {
  const [low, high] = [zero[0]!.costUsd, zero[zero.length - 1]!.costUsd];
  return Array.from({ length: 25 }, (_, i) => {
    const share = i / 24;
    const costUsd = i === 24 ? high : low * (high / low) ** share;
    return { costUsd, quality: qualityAt(zero, costUsd)! + by * Math.sin(Math.PI * Math.min(1, share * 0.9 + 0.05)) };
  });
}

function taskShift(point: CostQuality, task: number): CostQuality {
  const ease = [0.05, -0.1, 0.08, -0.16, 0.02, -0.03, -0.06, 0.1][task % 8]!;
  return { costUsd: point.costUsd * (0.7 + 0.12 * task), quality: Math.min(0.99, point.quality + ease) };
}

function meanAlong(line: readonly CostQuality[]): number {
  const [low, high] = [line[0]!.costUsd, line[line.length - 1]!.costUsd];
  return (
    Array.from({ length: 50 }, (_, i) => qualityAt(line, low + ((high - low) * i) / 49)!).reduce((a, b) => a + b) / 50
  );
}

function meanCost(line: readonly CostQuality[]): number {
  return (line[0]!.costUsd + line[line.length - 1]!.costUsd) / 2;
}

function oneHot(ids: readonly string[], at: number): number[] {
  return ids.map((_, i) => (i === at ? 1 : 0));
}

function estimate(value: number, half: number): Estimate {
  return { value, low: value - half, high: value + half, n: COUNT, clusters: 1130 };
}

function round(x: number): number {
  return Number(x.toPrecision(3));
}

function hex(digit: string): string {
  return digit.charCodeAt(0).toString(16).padEnd(64, 'a9');
}
