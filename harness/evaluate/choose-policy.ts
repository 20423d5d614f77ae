import type { Objective } from '../objective.ts';
import { type ChosenPoint, compareForObjective } from './choose-operating-point.ts';

/** A router at its best operating point, or a single model: what competes to ship. */
export interface Contender {
  readonly name: string;
  readonly kind: 'router' | 'single';
  readonly chosen: ChosenPoint;
}

export interface PolicyChoice {
  readonly winner: Contender;
  readonly feasible: boolean;
  /** Why this one, in words. */
  readonly reason: string;
}

/**
 * What ships, by validate alone. A router must beat every single model that meets the objective: ties go to the
 * single model, which is simpler, then to the order given. When nothing meets the objective, the reference model
 * ships, and it is said.
 */
export function choosePolicy(
  singles: readonly Contender[],
  routers: readonly Contender[],
  objective: Objective,
  reference: Contender,
): PolicyChoice {
  const winner = best([...singles, ...routers], objective);
  if (winner === undefined) {
    const reason = `nothing meets the objective on validate (${inWords(objective, reference.name)}), so the reference model ${reference.name} ships`;
    return { winner: reference, feasible: false, reason };
  }
  const rival = best(winner.kind === 'single' ? routers : singles, objective);
  return { winner, feasible: true, reason: reasonOf(winner, rival, objective, reference.name) };
}

function best(contenders: readonly Contender[], objective: Objective): Contender | undefined {
  let leader: Contender | undefined;
  for (const contender of contenders) {
    if (!contender.chosen.feasible) continue;
    if (leader === undefined || compareForObjective(contender.chosen, leader.chosen, objective) > 0) leader = contender;
  }
  return leader;
}

function reasonOf(winner: Contender, rival: Contender | undefined, objective: Objective, reference: string): string {
  const is = `${winner.name} is the best on validate for the objective (${inWords(objective, reference)}): ${figures(winner)}`;
  const other = winner.kind === 'single' ? 'router' : 'single model';
  if (rival === undefined) return `${is}; no ${other} meets it`;
  const tied = compareForObjective(winner.chosen, rival.chosen, objective) === 0;
  if (tied) return `${is}; ${rival.name} does as well, and the simpler one ships`;
  return `${is}; the best ${other}, ${rival.name}: ${figures(rival)}`;
}

function figures({ chosen }: Contender): string {
  return `$${short(chosen.costUsd)} per query at quality ${chosen.quality.toFixed(4)}`;
}

function inWords(objective: Objective, reference: string): string {
  const limit =
    objective.maxP95LatencyMs === undefined ? '' : `, with a p95 latency of at most ${objective.maxP95LatencyMs} ms`;
  if (objective.kind === 'cheapest-within') {
    return `cheapest at no more than ${short(objective.margin * 100)} points below ${reference}${limit}`;
  }
  if (objective.kind === 'best-under-budget') return `best under $${short(objective.maxUsdPerQuery)} per query${limit}`;
  return `worth the most at $${short(objective.usdPerQuality)} per right answer${limit}`;
}

/** Three significant digits, without an exponent. */
function short(value: number): string {
  return value.toLocaleString('en-US', { maximumSignificantDigits: 3, useGrouping: false });
}
