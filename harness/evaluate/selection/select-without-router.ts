import type { ModelShares } from './mixture-path.ts';
import { selectOnPath } from './select-on-path.ts';
import type { PathSelection, SelectedPoint } from './selected-point.ts';
import { pathClaim, type SelectionRules } from './selection-rules.ts';
import { bestAlone } from './utility-choice.ts';

/** What would ship if there were no routers: a single model, or two drawn by a hash. */
export interface WithoutRouter extends PathSelection<ModelShares> {
  readonly chosen: SelectedPoint<ModelShares>;
  readonly feasible: boolean;
}

/**
 * The best certified point of the path of mixtures. Where none is certified, the model that needs the least to be shown: the
 * reference, which loses nothing against itself, or under a budget the cheapest, marked as not feasible.
 */
export function selectWithoutRouter(rules: SelectionRules): WithoutRouter {
  const { objective, mixing, reference } = rules;
  if (objective.kind === 'willingness-to-pay') {
    return { ...alone(mixing.models[bestAlone(rules)]!, rules, true), tested: 0, certified: 0 };
  }
  const isWithin = objective.kind === 'cheapest-within';
  const known = isWithin ? mixing.models.indexOf(reference) : -1;
  const claim = pathClaim(rules);
  const selection = selectOnPath(mixing, known < 0 ? claim : { ...claim, known }, rules);
  if (selection.chosen !== undefined) return { ...selection, chosen: selection.chosen, feasible: true };
  return { ...selection, ...alone(isWithin ? reference : mixing.models.at(-1)!, rules, isWithin) };
}

function alone(model: number, { pointOfModel, objective }: SelectionRules, feasible: boolean) {
  const { quality, costUsd, meanCostUsd, meanQuality, p95LatencyMs = Number.POSITIVE_INFINITY } = pointOfModel(model);
  const chosen = {
    place: [{ model, share: 1 }],
    values: { quality, costUsd },
    costUsd: meanCostUsd,
    quality: meanQuality,
  };
  return { chosen, feasible: feasible && p95LatencyMs <= (objective.maxP95LatencyMs ?? Number.POSITIVE_INFINITY) };
}
