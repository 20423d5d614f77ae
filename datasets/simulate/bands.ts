import type { MeasureFigures } from './measure-figures.ts';
import type { OutcomeFigures } from './outcome-figures.ts';
import type { TextFigures } from './text-figures.ts';

/** One figure of the simulated data beside that of real data, and the band in which it has to be. */
export interface Comparison {
  readonly figure: string;
  readonly simulated: number;
  /** Of real data, as published or computed here; `undefined` where nobody has said. */
  readonly real: number | undefined;
  readonly source: string;
  readonly low: number;
  readonly high: number;
}

/** Figures of the five ZeroEval models named in `REAL_POOL`, over the 2,840 prompts of GSM8K, CRUX and MATH level 5. */
export const REAL_OUTCOMES: Pick<
  OutcomeFigures,
  'phi' | 'allRight' | 'noneRight' | 'oracleMinusBest' | 'weakerRight' | 'costRatio'
> = {
  phi: 0.504,
  allRight: 0.462,
  noneRight: 0.085,
  oracleMinusBest: 0.08,
  weakerRight: [0.015, 0.057],
  costRatio: 30.6,
};

export const REAL_POOL = [
  'Meta-Llama-3.1-8B-Instruct',
  'claude-3-haiku-20240307',
  'gpt-4o-mini-2024-07-18',
  'gpt-4o-2024-08-06',
  'claude-3-5-sonnet-20241022',
] as const;

const ZEROEVAL = 'ZeroEval, 5 models';

/** How the answers of the five models hang together. */
export function outcomeComparisons(
  simulated: OutcomeFigures,
  real: typeof REAL_OUTCOMES = REAL_OUTCOMES,
): Comparison[] {
  const row = (figure: string, pick: (f: typeof REAL_OUTCOMES) => number, low: number, high: number): Comparison => ({
    figure,
    simulated: pick(simulated),
    real: pick(real),
    source: ZEROEVAL,
    low,
    high,
  });
  return [
    row('correlation φ between models', (f) => f.phi, 0.45, 0.56),
    row('all models right', (f) => f.allRight, 0.42, 0.51),
    row('no model right', (f) => f.noneRight, 0.065, 0.11),
    row('oracle minus best single', (f) => f.oracleMinusBest, 0.06, 0.1),
    row('weaker right where best wrong, least', (f) => f.weakerRight[0], 0.008, 0.03),
    row('weaker right where best wrong, most', (f) => f.weakerRight[1], 0.035, 0.07),
    row('mean cost, dearest over cheapest', (f) => f.costRatio, 30, 80),
    {
      figure: 'rows with a missing answer',
      simulated: simulated.incomplete,
      real: undefined,
      source: '',
      low: 0.005,
      high: 0.02,
    },
  ];
}

/** How lengths and latencies are spread. */
export function measureComparisons(simulated: MeasureFigures): Comparison[] {
  const row = (figure: string, value: number, low: number, high: number): Comparison => ({
    figure,
    simulated: value,
    real: undefined,
    source: '',
    low,
    high,
  });
  return [
    row('log SD of output tokens, least task', simulated.logSdLength[0], 0.3, 0.5),
    row('log SD of output tokens, most', simulated.logSdLength[1], 0.5, 0.72),
    row('correlation of log output tokens', simulated.lengthCorrelation, 0.6, 0.74),
    row('latency, 99th percentile over median', simulated.latencyTail, 3, 12),
  ];
}

/** How varied the prompts are, and how much of their task shows. */
export function textComparisons({ medianNearestCosine, nearDuplicates, taskIdentified }: TextFigures): Comparison[] {
  return [
    {
      figure: 'median nearest-neighbour cosine',
      simulated: medianNearestCosine,
      real: 0.65,
      source: 'MMLU',
      low: 0.55,
      high: 0.7,
    },
    {
      figure: 'near-duplicates outside groups',
      simulated: nearDuplicates,
      real: undefined,
      source: '',
      low: 0,
      high: 0.01,
    },
    {
      figure: 'task identified by 10 neighbours',
      simulated: taskIdentified,
      real: undefined,
      source: '',
      low: 0.9,
      high: 0.97,
    },
  ];
}

/** What routing is worth. */
export function routingComparisons(simulated: {
  readonly ridge: number;
  readonly taskMean: number;
  readonly plainKnn: number;
  readonly withinTaskAuc: number;
}): Comparison[] {
  const source = 'ZeroEval, 14 models';
  return [
    { figure: 'AIQ over zero router, ridge', simulated: simulated.ridge, real: 0.0067, source, low: 0.005, high: 0.02 },
    {
      figure: 'AIQ over zero router, task mean',
      simulated: simulated.taskMean,
      real: 0.0058,
      source,
      low: 0.005,
      high: 0.03,
    },
    {
      figure: 'AIQ over zero router, plain kNN k=10',
      simulated: simulated.plainKnn,
      real: -0.066,
      source,
      low: -0.1,
      high: 0,
    },
    {
      figure: 'AUC within a task, ridge',
      simulated: simulated.withinTaskAuc,
      real: 0.59,
      source,
      low: 0.56,
      high: 0.63,
    },
  ];
}

export function isInside({ simulated, low, high }: Comparison): boolean {
  return simulated >= low && simulated <= high;
}
