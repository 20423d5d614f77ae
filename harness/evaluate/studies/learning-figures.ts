import { countShips } from './count-ships.ts';
import { lastDoubling } from './last-doubling.ts';
import type { Learning, LearningFit } from './learning-schema.ts';

/** The share of the training prompts that the last doubling begins with. */
export const HALF = 0.5;

/** Evaluated fits on one share of the training prompts. */
export interface LearningPoint {
  readonly share: number;
  readonly fits: readonly LearningFit[];
}

export interface LearningFits {
  /** Training prompts of the run, and independent units of its test queries. */
  readonly train: number;
  readonly clusters: number;
  /** Shares ascending, ending with 1; a share of which no fit could be evaluated is left out. */
  readonly points: readonly LearningPoint[];
  readonly failed: Learning['failed'];
  /** Names of the routers that learn from outcomes. */
  readonly learned: ReadonlySet<string>;
}

/** A learning curve of each router: what more training prompts are worth. */
export function learningFigures({ train, clusters, points, failed, learned }: LearningFits): Learning {
  const half = points.find(({ share }) => share === HALF)?.fits ?? [];
  const names = points.at(-1)!.fits[0]!.routers.map(({ name }) => name);
  return {
    train,
    clusters,
    points: points.map(pointFigures),
    failed: [...failed],
    lastDoubling: names
      .filter((name) => learned.has(name))
      .map((name) => ({ name, gain: lastDoubling(gainsOf(name, half), clusters) })),
  };
}

function pointFigures({ share, fits }: LearningPoint): Learning['points'][number] {
  const values = new Map<string, number[]>();
  for (const { routers } of fits) {
    for (const { name, aiqMinusZero } of routers) values.set(name, [...(values.get(name) ?? []), aiqMinusZero]);
  }
  return {
    share,
    prompts: meanOf(fits.map(({ prompts }) => prompts)),
    fits: fits.length,
    ships: countShips(fits.map(({ policy }) => policy)),
    routers: Array.from(values, ([name, own]) => ({
      name,
      fits: own.length,
      mean: meanOf(own),
      low: Math.min(...own),
      high: Math.max(...own),
    })),
  };
}

function gainsOf(router: string, fits: readonly LearningFit[]) {
  return fits.flatMap(({ routers }) => routers.find(({ name }) => name === router)?.toAll ?? []);
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
