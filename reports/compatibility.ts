import { arenaScore } from '../harness/evaluate/metrics/arena-score.ts';
import type { Figure, Results, RouterResult } from '../harness/evaluate/results.ts';
import { decimal, percent } from './format.ts';

/** One figure under the name and in the units of the project that defined it. */
export interface CompatibilityFigure {
  readonly text: string;
  readonly value?: number;
  /** Why there is no figure. */
  readonly why?: string;
}

export interface CompatibilityColumn {
  readonly heading: string;
  readonly of: (router: RouterResult, results: Results) => CompatibilityFigure;
}

const TWO_MODELS = 'it compares a weak and a strong model, and the pool does not have exactly two';
const NO_LABELS = 'the dataset has no route labels that this router could be compared with';

/** Figures for comparison with published numbers; the leaderboard has ours. */
export const COMPATIBILITY_COLUMNS: readonly CompatibilityColumn[] = [
  { heading: 'AIQ (paper)', of: (router) => figure(router.aiqPaper) },
  { heading: 'AIQ (code-compatible)', of: (router) => figure(router.aiqCodeCompatible) },
  { heading: 'APGR', of: (router) => figure(router.twoModel?.apgr) },
  { heading: 'APGR (10 bins)', of: (router) => figure(router.twoModel?.apgrGrid) },
  { heading: 'PGR at 50 % strong', of: (router) => figure(router.twoModel?.pgrAtHalf) },
  { heading: 'CPT 20 %', of: (router) => figure(router.twoModel?.cpt[20], percent) },
  { heading: 'CPT 50 %', of: (router) => figure(router.twoModel?.cpt[50], percent) },
  { heading: 'CPT 80 %', of: (router) => figure(router.twoModel?.cpt[80], percent) },
  { heading: 'CPT 50 % (code-compatible)', of: (router) => figure(router.twoModel?.cptGrid?.[50], percent) },
  { heading: 'CPT 80 % (code-compatible)', of: (router) => figure(router.twoModel?.cptGrid?.[80], percent) },
  { heading: 'Arena score', of: ({ chosen }) => figure(arenaScore(chosen.quality.value, chosen.costUsd.value * 1000)) },
  { heading: 'Oracle gap', of: ({ chosen }) => figure(chosen.oracleGap) },
  { heading: 'Routing accuracy', of: ({ labels }) => figure(labels?.accuracy, percent, NO_LABELS) },
  { heading: 'Macro-F1', of: ({ labels }) => figure(labels?.macroF1, decimal, NO_LABELS) },
];

/** Every distinct reason for a missing figure, in the order of the columns: `APGR: not defined, because …`. */
export function compatibilityReasons(results: Results): readonly string[] {
  const reasons = new Map<string, string[]>();
  for (const { heading, of } of COMPATIBILITY_COLUMNS) {
    for (const router of results.routers) {
      const { why } = of(router, results);
      if (why === undefined) continue;
      const headings = reasons.get(why) ?? [];
      if (!headings.includes(heading)) reasons.set(why, [...headings, heading]);
    }
  }
  return [...reasons].map(([why, headings]) => `${headings.join(', ')}: not defined, because ${why}.`);
}

function figure(
  value: Figure | undefined,
  text: (x: number) => string = (x) => decimal(x, 4),
  absent = TWO_MODELS,
): CompatibilityFigure {
  if (typeof value === 'number') return { text: text(value), value };
  return { text: 'not defined', why: value === undefined ? absent : value.undefined };
}
