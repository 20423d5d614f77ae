import { compareForObjective } from '../choose-operating-point.ts';
import type { RouterSelection } from './select-on-path.ts';
import type { WithoutRouter } from './select-without-router.ts';
import type { SelectionRules } from './selection-rules.ts';

/** A router that may ship, and what validate says of its path. */
export interface RouterContender {
  readonly name: string;
  readonly selection: RouterSelection;
}

/** Why no router ships. */
export type RouterRefusal = 'none-certified' | 'none-knows' | 'none-better';

/**
 * The router that ships, or why none does, by validate alone. It takes three things: a point that is certified to keep the claim,
 * evidence that the router knows something about queries (else mixing models at random would do as well, and its point was luck),
 * and that the point serves the objective better than what needs no router.
 */
export function selectPolicy(
  routers: readonly RouterContender[],
  rival: WithoutRouter,
  { objective }: SelectionRules,
): { readonly router: string } | { readonly refusal: RouterRefusal } {
  const certified = routers.filter(({ selection }) => selection.chosen !== undefined);
  if (certified.length === 0) return { refusal: 'none-certified' };
  const knowing = certified.filter(({ selection }) => selection.knows);
  if (knowing.length === 0) return { refusal: 'none-knows' };
  const best = knowing.reduce((leader, router) =>
    compareForObjective(router.selection.chosen!, leader.selection.chosen!, objective) > 0 ? router : leader,
  );
  // What misses the objective is no rival.
  const isBetter = !rival.feasible || compareForObjective(best.selection.chosen!, rival.chosen, objective) > 0;
  return isBetter ? { router: best.name } : { refusal: 'none-better' };
}
