import type { RouterMetrics, SingleMetrics } from '../harness/evaluate/metrics-schema.ts';
import type { Chosen, Figure, RouterResult } from '../harness/evaluate/results.ts';
import { decimal } from './format.ts';

/** One figure under the name and in the units of the project that defined it. */
export interface CompatibilityFigure {
  readonly text: string;
  readonly value?: number;
  /** Why there is no figure. */
  readonly why?: string;
}

/** A candidate whose figures are compared: a router, or a single model, which has fewer. */
export interface Compared {
  readonly name: string;
  readonly chosen: Chosen;
  /** Absent in results of older versions. */
  readonly metrics?: SingleMetrics | RouterMetrics;
  readonly router?: RouterResult;
}

export interface CompatibilityColumn {
  readonly heading: string;
  /** Its name in `leaderboard.csv`. */
  readonly csv: string;
  /** `undefined`: candidates of this kind have no such figure. */
  readonly of: (candidate: Compared) => CompatibilityFigure | undefined;
}

type Print = (value: number) => string;

const OLDER = 'the results were made by an older version';

export function four(value: number): string {
  return decimal(value, 4);
}

/** A figure that routers and single models have. */
export function ofAll(
  heading: string,
  csv: string,
  of: (metrics: SingleMetrics) => Figure,
  print: Print = four,
): CompatibilityColumn {
  return { heading, csv, of: ({ metrics }) => figure(metrics && of(metrics), print, OLDER) };
}

/** A figure that routers alone have, of their metrics. */
export function ofMetrics(
  heading: string,
  csv: string,
  of: (metrics: RouterMetrics) => Figure,
  print: Print = four,
): CompatibilityColumn {
  return ofRouter(heading, csv, ({ metrics }) => metrics && of(metrics), OLDER, print);
}

/** A figure that routers alone have, or not all of them: `absent` says why. */
export function ofRouter(
  heading: string,
  csv: string,
  of: (router: RouterResult) => Figure | undefined,
  absent = OLDER,
  print: Print = four,
): CompatibilityColumn {
  return { heading, csv, of: ({ router }) => router && figure(of(router), print, absent) };
}

/** Reasons in results begin with "because"; here they end a sentence that has one. */
export function figure(value: Figure | undefined, print: Print, absent = OLDER): CompatibilityFigure {
  if (typeof value === 'number') return { text: print(value), value };
  return { text: 'not defined', why: value === undefined ? absent : value.undefined.replace(/^because /, '') };
}
