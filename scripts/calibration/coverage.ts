import { evaluate } from '../../harness/evaluate/evaluate.ts';
import type { EstimateOrWhy, Results } from '../../harness/evaluate/results.ts';
import { mean } from '../../harness/statistics/mean-estimate.ts';
import { drawDataset, type PopulationOptions } from './population.ts';
import type { Share } from './share.ts';

/** Intervals whose coverage is measured. */
const FIGURES = {
  AIQ: ({ routers }: Results): EstimateOrWhy => routers[0]!.aiq,
  'AIQ − zero router': ({ routers }: Results) => routers[0]!.aiqMinusZero,
  'cost saved': ({ routers }: Results) => routers[0]!.chosen.costSaved,
  'paired quality difference': ({ routers }: Results) => routers[0]!.chosen.qualityGained,
};
export type CoveredFigure = keyof typeof FIGURES;

export interface CoverageOptions {
  readonly runs: number;
  /** Sizes of the test sets. */
  readonly sizes: readonly number[];
  readonly groupSize: number;
  /** Queries that the truth is measured on. */
  readonly truthQueries: number;
}

export type Coverage = Readonly<Record<CoveredFigure, Share>>;

const FIXED_SEED = 11;
/** Rows that the truth is measured on at a time: what fits into memory. */
const LARGEST_CHUNK = 21_000;

/**
 * How often the 95 % intervals hold the truth. Train and validate are drawn once, so that one policy is fixed; the truth is what
 * that policy does on very many further queries of the same population, and each run draws a fresh test set.
 *
 * @returns for each size
 */
export function coverage(
  { runs, sizes, groupSize, truthQueries }: CoverageOptions,
  onProgress: (done: number, total: number) => void,
): Coverage[] {
  const population: PopulationOptions = {
    train: 2100,
    validate: 1200,
    groupSize,
    routers: { router: 0.5 },
    objective: { kind: 'cheapest-within', margin: 0.02 },
  };
  const chunk = Math.min(LARGEST_CHUNK, truthQueries);
  const chunks = Math.ceil(truthQueries / chunk);
  let done = 0;
  const resultsOf = (fresh: number, test: number) => {
    onProgress(done++, chunks + runs * sizes.length);
    return evaluate(drawDataset(population, { fixed: FIXED_SEED, fresh, test })).results;
  };
  const truth = truthOf(Array.from({ length: chunks }, (_, c) => resultsOf(1_000_000 + c, chunk)));
  return sizes.map((n) => {
    const all = Array.from({ length: runs }, (_, run) => resultsOf(2_000_000 + run, n));
    const share = (name: CoveredFigure) => ({
      count: all.filter((results) => holds(results, name, truth)).length,
      runs,
    });
    return mapFigures(share);
  });
}

function holds(results: Results, name: CoveredFigure, truth: Readonly<Record<CoveredFigure, number>>): boolean {
  const figure = FIGURES[name](results);
  if ('undefined' in figure) throw new Error(`${name} is not defined: ${figure.undefined}`);
  return figure.low <= truth[name] && truth[name] <= figure.high;
}

function mapFigures<T>(of: (name: CoveredFigure) => T): Record<CoveredFigure, T> {
  const names = Object.keys(FIGURES) as CoveredFigure[];
  return Object.fromEntries(names.map((name) => [name, of(name)])) as Record<CoveredFigure, T>;
}

/** Chunks are of one size, so that the mean of means is the mean; cost saved is a ratio of means. */
function truthOf(chunks: readonly Results[]): Record<CoveredFigure, number> {
  const over = (of: (results: Results) => number) => mean(Float64Array.from(chunks, of));
  const referenceCost = ({ models, referenceModel }: Results) =>
    models.find(({ id }) => id === referenceModel)!.costUsd.value;
  return {
    AIQ: over(({ routers }) => routers[0]!.aiq.value),
    'AIQ − zero router': over(({ routers }) => routers[0]!.aiqMinusZero.value),
    'cost saved': 1 - over(({ routers }) => routers[0]!.chosen.costUsd.value) / over(referenceCost),
    'paired quality difference': over(({ routers }) => routers[0]!.chosen.qualityGained.value),
  };
}
