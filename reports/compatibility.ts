import type { Results } from '../harness/evaluate/results.ts';
import type { Compared, CompatibilityColumn } from './compatibility-column.ts';
import { COMPATIBILITY_FAMILIES, type CompatibilityFamily } from './compatibility-families.ts';

/** Routers and single models, in the order of the results. */
export function comparedCandidates({ routers, singles }: Results): {
  readonly routers: readonly Compared[];
  readonly singles: readonly Compared[];
} {
  return {
    routers: routers.map((router) => ({ name: router.name, chosen: router.chosen, ...metricsOf(router), router })),
    singles: singles.map((single) => ({ name: single.model, chosen: single.chosen, ...metricsOf(single) })),
  };
}

/** The columns of a family that some router has a figure in. */
export function shownColumns({ columns }: CompatibilityFamily, results: Results): readonly CompatibilityColumn[] {
  const { routers } = comparedCandidates(results);
  return columns.filter(({ of }) => routers.some((router) => of(router)?.why === undefined));
}

/** Single models that have figures in a family; none where it is about routing alone. */
export function shownSingles(columns: readonly CompatibilityColumn[], results: Results): readonly Compared[] {
  return comparedCandidates(results).singles.filter(
    (single) => columns.filter(({ of }) => of(single)?.value !== undefined).length > 1,
  );
}

/** Every distinct reason for a missing figure of a router, in the order of the columns: `APGR: not defined, because …`. */
export function compatibilityReasons(results: Results): readonly string[] {
  const reasons = new Map<string, string[]>();
  for (const { heading, of } of COMPATIBILITY_FAMILIES.flatMap(({ columns }) => columns)) {
    for (const router of comparedCandidates(results).routers) {
      const why = of(router)?.why;
      if (why === undefined) continue;
      const headings = reasons.get(why) ?? [];
      if (!headings.includes(heading)) reasons.set(why, [...headings, heading]);
    }
  }
  return [...reasons].map(([why, headings]) => `${headings.join(', ')}: not defined, because ${why}.`);
}

function metricsOf<Metrics>({ metrics }: { readonly metrics?: Metrics | undefined }): { readonly metrics?: Metrics } {
  return metrics === undefined ? {} : { metrics };
}
