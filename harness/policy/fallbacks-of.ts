import type { ChainOf } from '../failover/fallback-chains.ts';
import type { Route } from './route.ts';
import type { AssessedRequest, Decided } from './route-one.ts';

/**
 * Whom to ask when the choice fails: of the chain that applies, those who may be asked, in its order and what is known to fail
 * last; where no chain applies, the order of the router. A cascade has its own order of trial.
 */
export function fallbacksOf(
  { request, models, mask, live }: AssessedRequest,
  { model, fallbacks, accept }: Decided,
  chainOf: ChainOf,
): Pick<Route, 'fallbacks' | 'chain'> {
  const chain = model === undefined || accept !== undefined ? undefined : chainOf(request, model);
  if (chain === undefined) return { fallbacks };
  const open = chain.to
    .map((id) => models.findIndex((each) => each.id === id))
    .filter((m) => models[m]!.id !== model && mask[m] === 1 && mayBeAsked(m));
  if (live !== undefined) open.sort((a, b) => live.order[a]! - live.order[b]!);
  return { fallbacks: open.map((m) => models[m]!.id), chain: chain.name };

  /** Where a budget binds, only what `decide` found affordable is known to be. */
  function mayBeAsked(m: number): boolean {
    if (live === undefined) return true;
    if (live.barred[m] === 1) return false;
    return live.remainingUsd === Number.POSITIVE_INFINITY || fallbacks.includes(models[m]!.id);
  }
}
