import type { CostQuality, RouterResult } from '../harness/evaluate/results.ts';

/** What sets the kinds of routers apart in a results file. For tests of the reports only. */
export interface RouterTraits extends Pick<RouterResult, 'kind' | 'learned' | 'overhead'> {
  readonly notes: readonly string[];
  /** Set for a cascade, whose tradeoffs are levels of it. */
  readonly signal?: string;
  readonly notDeployable?: string;
  readonly recognised?: NonNullable<RouterResult['recognised']>;
}

const EMBEDDED = { usd: 2.1e-7, latencyMs: 11.4 };
const LEARNED = ['k = 80, shrinkage 12, by five-fold cross-validation', 'shrinkage towards metadata.tier'];

const TRAITS: Readonly<Record<string, Omit<RouterTraits, 'kind'>>> = {
  rules: { learned: false, overhead: { usd: 0, latencyMs: 0.1 }, notes: [] },
  'round-robin': { learned: false, overhead: { usd: 0, latencyMs: 0 }, notes: [] },
  classifier: {
    learned: true,
    overhead: { usd: 0.00006, latencyMs: 541 },
    notes: ['asks sim-small for one of 3 classes', '4 of 3600 answers on train could not be read'],
    recognised: recognised('task'),
  },
  hybrid: {
    learned: true,
    overhead: { usd: 0.000014, latencyMs: 131 },
    notes: ['ambiguous below .04, asks the classifier for 22.1 % of train'],
    recognised: recognised('label'),
  },
  precomputed: {
    learned: false,
    overhead: { usd: 0, latencyMs: 0 },
    notes: ['1200 rows of decisions.csv, matched by id'],
    notDeployable: 'its decisions were made elsewhere and are known for these prompts only',
  },
  http: {
    learned: false,
    overhead: { usd: 0.00001, latencyMs: 240 },
    notes: ['decisions on 3600 training prompts: sim-nano 2100, sim-large 1500'],
    notDeployable: 'it is a service of its own: what it will decide tomorrow is not ours to ship',
  },
  cascade: {
    learned: false,
    overhead: { usd: 0.0005, latencyMs: 1180 },
    notes: ['tries sim-nano, then sim-large, then sim-frontier'],
    signal: 'judge',
  },
};

/** By the name of the router, which begins with its kind. */
export function routerTraits(name: string): RouterTraits {
  const kind = [...Object.keys(TRAITS), 'semantic-routes'].find((known) => name.startsWith(known));
  const own = kind === undefined || !Object.hasOwn(TRAITS, kind) ? undefined : TRAITS[kind];
  return {
    ...(own ?? { learned: true, overhead: EMBEDDED, notes: LEARNED }),
    kind: kind ?? name.split('-')[0]!,
  };
}

/** What a judge that errs so often gains over the zero router: little remains at ε = .1, nothing at .2. */
export function judgedGain(errorRate: number): number {
  return 0.08 - 0.3 * Math.tanh(2.2 * errorRate);
}

/** Curves of a judge of falling reliability: above the zero router at first, below it between ε = .1 and .2. */
export function judgedCurve(line: readonly CostQuality[], errorRate: number): CostQuality[] {
  const gain = 1.5 * judgedGain(errorRate);
  return line.map(({ costUsd, quality }, i) => ({
    costUsd: costUsd * (1 + 0.1 * errorRate),
    quality: Math.max(0.05, Math.min(0.97, quality + gain * Math.sin((Math.PI * (i + 1)) / (line.length + 1)))),
  }));
}

function recognised(against: 'label' | 'task'): NonNullable<RouterResult['recognised']> {
  return {
    against,
    accuracy: 0.87,
    macroF1: 0.84,
    classes: ['easy', 'hard', 'unclear'],
    confusion: [
      [510, 40, 12],
      [61, 480, 9],
      [20, 14, 54],
    ],
  };
}
