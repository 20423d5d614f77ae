import type { Estimate, EstimateOrWhy, Results } from '../harness/evaluate/results.ts';
import { bestNames } from './certainty.ts';

/** One line of the leaderboard. A figure that this kind of row cannot have is absent. */
export interface LeaderboardRow {
  readonly name: string;
  /** Routers compete; single models are candidates too; references see what a router may not. */
  readonly role: 'router' | 'single' | 'reference';
  /** Whether this candidate is the policy. */
  readonly ships: boolean;
  /** Why it may not ship, for a router that may not. */
  readonly notDeployable?: string;
  /** Whether it met the objective on validate; absent for references. */
  readonly feasible?: boolean;
  /** Whether it is in the 95 % confidence set for the best by AIQ; absent for what is not compared. */
  readonly mayBeBest?: boolean;
  readonly aiq?: Estimate;
  readonly aiqMinusZero?: Estimate;
  /** At the chosen operating point, on test; a reference has a mean without an interval. */
  readonly quality?: Estimate | number;
  /** USD per query at the chosen operating point. */
  readonly costUsd?: Estimate | number;
  readonly costSaved?: EstimateOrWhy;
  readonly qualityGained?: Estimate;
  /** Mean per query spent on routing itself. */
  readonly overhead?: { readonly usd: number; readonly latencyMs: number };
}

/** Routers by AIQ, best first (ties by name); then single models by quality; then the reference curves. */
export function leaderboardRows(results: Results): readonly LeaderboardRow[] {
  return [...routerRows(results), ...singleRows(results), ...mixtureRow(results), ...referenceRows(results)];
}

function routerRows(results: Results): LeaderboardRow[] {
  const best = bestNames(results.significance, 'router');
  return results.routers
    .map(
      (router): LeaderboardRow => ({
        name: router.name,
        role: 'router',
        ships: results.policy.kind === 'router' && results.policy.candidate === router.name,
        aiq: router.aiq,
        aiqMinusZero: router.aiqMinusZero,
        overhead: router.overhead,
        ...(results.significance?.best !== undefined && { mayBeBest: best.has(router.name) }),
        ...(router.notDeployable === undefined ? {} : { notDeployable: router.notDeployable }),
        ...atChosen(router.chosen),
      }),
    )
    .sort((a, b) => b.aiq!.value - a.aiq!.value || compareText(a.name, b.name));
}

function singleRows(results: Results): LeaderboardRow[] {
  return results.singles
    .map(
      ({ model, chosen }): LeaderboardRow => ({
        name: model,
        role: 'single',
        ships: results.policy.kind === 'single' && results.policy.candidate === model,
        ...atChosen(chosen),
      }),
    )
    .sort((a, b) => meanOf(b.quality!) - meanOf(a.quality!) || compareText(a.name, b.name));
}

/** Two models that share the traffic at random: the best that needs no router. */
function mixtureRow({ mixture, policy }: Results): LeaderboardRow[] {
  if (mixture === undefined) return [];
  return [{ name: mixture.name, role: 'single', ships: policy.kind === 'mixture', ...atChosen(mixture.chosen) }];
}

function referenceRows({ reference, significance }: Results): LeaderboardRow[] {
  const row = { role: 'reference', ships: false } as const;
  return [
    {
      ...row,
      name: 'zero router',
      aiq: reference.zeroAiq,
      ...(significance?.best !== undefined && { mayBeBest: bestNames(significance, 'zero').size > 0 }),
    },
    { ...row, name: 'task mean', aiq: reference.taskMean.aiq, aiqMinusZero: reference.taskMean.aiqMinusZero },
    {
      ...row,
      name: 'constant predictions',
      aiq: reference.constant.aiq,
      aiqMinusZero: reference.constant.aiqMinusZero,
    },
    ...randomMixRow(reference.randomMix, row),
    { ...row, name: 'oracle', ...reference.oracle },
    ...(reference.oracleUnsolvedFree === undefined
      ? []
      : [{ ...row, name: 'oracle, unsolved free', ...reference.oracleUnsolvedFree }]),
  ];
}

/** The middle of the segment from the cheapest to the dearest model: half the queries at random to each. */
function randomMixRow(
  mix: Results['reference']['randomMix'],
  row: { readonly role: 'reference'; readonly ships: false },
): LeaderboardRow[] {
  const [first, last] = [mix[0], mix[mix.length - 1]];
  if (first === undefined || last === undefined) return [];
  const quality = (first.quality + last.quality) / 2;
  return [{ ...row, name: 'random mix, 1:1', quality, costUsd: (first.costUsd + last.costUsd) / 2 }];
}

function atChosen(chosen: Results['policy']['chosen']) {
  const { feasible, quality, costUsd, costSaved, qualityGained } = chosen;
  return { feasible, quality, costUsd, costSaved, qualityGained };
}

export function meanOf(figure: Estimate | number): number {
  return typeof figure === 'number' ? figure : figure.value;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
