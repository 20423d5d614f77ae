import type { Estimate, Results, RouterResult } from '../../harness/evaluate/results.ts';
import type { Alternative } from '../../harness/evaluate/roi/roi-schema.ts';
import { featuredRouter } from '../standing.ts';

type AlternativeKind = Alternative['kinds'][number];

/** What monthly sums are given for where nobody said how much traffic there is. */
export const ASSUMED_QUERIES_A_MONTH = 1_000_000;

export interface Month {
  readonly queries: number;
  /** Nobody said so. */
  readonly queriesAssumed: boolean;
  /** `undefined`: nobody said what upkeep costs, and nothing is taken off. */
  readonly maintenanceUsd: number | undefined;
}

export function monthOf({ traffic }: Results): Month {
  return {
    queries: traffic?.queriesPerMonth ?? ASSUMED_QUERIES_A_MONTH,
    queriesAssumed: traffic?.queriesPerMonth === undefined,
    maintenanceUsd: traffic?.maintenanceUsdPerMonth,
  };
}

/** The router that the question is about: what ships, else the best one that could. */
export interface Subject {
  readonly router: RouterResult;
  readonly alternatives: readonly Alternative[];
  readonly ships: boolean;
}

/** `undefined` where the run has no router, or its results are too old to tell. */
export function subjectOf(results: Results): Subject | undefined {
  const router = featuredRouter(results);
  if (router?.alternatives === undefined) return undefined;
  const ships = results.policy.kind === 'router' && results.policy.candidate === router.name;
  return { router, alternatives: router.alternatives, ships };
}

/** Queries a month from which a router earns its upkeep; the interval is that of the saving. */
export type BreakEven =
  | { readonly queries: number; readonly low: number; readonly high: number }
  | { undefined: string };

/** A month with the router beside a month with an alternative. */
export interface MonthBeside {
  readonly alternative: Alternative;
  readonly alternativeUsd: number;
  /** With the interval of the paired difference; negative where the router costs more. */
  readonly savingUsd: Estimate;
  /** The same less the upkeep. */
  readonly netUsd: Estimate;
  /** For the upkeep that was given, or else for each $1,000 of it. */
  readonly breakEven: BreakEven;
}

/** The one alternative of a kind. */
export function beside<T extends { readonly alternative: Alternative }>(all: readonly T[], kind: AlternativeKind): T {
  return all.find(({ alternative }) => alternative.kinds.includes(kind))!;
}

/** What break-even is given for where nobody said what upkeep costs, USD a month. */
export const UNIT_OF_MAINTENANCE_USD = 1000;

/** The subject's month beside each alternative, in the order of the results: the reference model first. */
export function monthsBeside({ alternatives }: Subject, { queries, maintenanceUsd }: Month): MonthBeside[] {
  return alternatives.map((alternative) => {
    const savingUsd = scaled(alternative.savingUsd, queries, 0);
    return {
      alternative,
      alternativeUsd: alternative.costUsd * queries,
      savingUsd,
      netUsd: scaled(savingUsd, 1, -(maintenanceUsd ?? 0)),
      breakEven: breakEven(alternative.savingUsd, maintenanceUsd ?? UNIT_OF_MAINTENANCE_USD),
    };
  });
}

function scaled({ value, low, high, ...counts }: Estimate, times: number, plus: number): Estimate {
  return { value: value * times + plus, low: low * times + plus, high: high * times + plus, ...counts };
}

/** @param savingUsd per query */
export function breakEven({ value, low, high }: Estimate, maintenanceUsd: number): BreakEven {
  if (high <= 0) return { undefined: 'because it saves nothing' };
  if (low <= 0) return { undefined: 'because the interval of its saving reaches 0' };
  return { queries: maintenanceUsd / value, low: maintenanceUsd / high, high: maintenanceUsd / low };
}
