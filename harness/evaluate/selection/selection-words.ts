import type { Objective } from '../../objective.ts';
import type { CostQuality } from '../figures-schema.ts';
import type { RouterRefusal } from './select-policy.ts';

/** What a policy of this objective claims, as it stands after "to". */
export function claimWords(objective: Objective, reference: string): string {
  const limit =
    objective.maxP95LatencyMs === undefined ? '' : `, with a p95 latency of at most ${objective.maxP95LatencyMs} ms`;
  if (objective.kind === 'cheapest-within') {
    return `lose no more than ${short(objective.margin * 100)} points against ${reference}${limit}`;
  }
  if (objective.kind === 'best-under-budget')
    return `cost no more than $${short(objective.maxUsdPerQuery)} per query${limit}`;
  return `be worth more than any single model at $${short(objective.usdPerQuality)} per right answer${limit}`;
}

/** Why a router ships. */
export function routerReason(
  router: CostQuality & { readonly name: string },
  rival: CostQuality & { readonly name: string },
  claim: string,
): string {
  return `${router.name} is certified on validate to ${claim}, and knows more about queries than mixing at random: ${figures(router)}; the best without a router, ${rival.name}: ${figures(rival)}`;
}

/** Why no router ships, and what does. */
export function refusalReason(
  refusal: RouterRefusal,
  shipped: CostQuality & { readonly name: string; readonly feasible: boolean },
  claim: string,
): string {
  const why = {
    'none-certified': `no router is certified on validate to ${claim}`,
    'none-knows': 'no router is shown on validate to know more about queries than mixing single models at random',
    'none-better': `no router that is certified to ${claim} serves the objective better than what needs no router`,
  }[refusal];
  const missed = shipped.feasible ? '' : ', though it misses the objective too';
  return `${why}; ${shipped.name} ships${missed}: ${figures(shipped)}`;
}

function figures({ costUsd, quality }: CostQuality): string {
  return `$${short(costUsd)} per query at quality ${quality.toFixed(4)}`;
}

/** Three significant digits, without an exponent. */
function short(value: number): string {
  return value.toLocaleString('en-US', { maximumSignificantDigits: 3, useGrouping: false });
}
