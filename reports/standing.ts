import type { Estimate, Results, RouterResult } from '../harness/evaluate/results.ts';

/** Whether the whole interval of a difference lies above zero. */
export function beatsZero({ low }: Estimate): boolean {
  return low > 0;
}

/** Whether the whole interval of a difference lies below zero. */
export function losesToZero({ high }: Estimate): boolean {
  return high < 0;
}

/** The signal that the policy accepts answers by, where a cascade ships. */
export function policySignal({ policy, routers }: Results): string | undefined {
  return policy.kind === 'router' ? routers.find(({ name }) => name === policy.candidate)?.signal : undefined;
}

/**
 * The router that a report speaks of: what ships, else the one with the highest AIQ of those that could (ties: first in the
 * config), else of all.
 */
export function featuredRouter({ policy, routers }: Results): RouterResult | undefined {
  const shipped = policy.kind === 'router' ? routers.find(({ name }) => name === policy.candidate) : undefined;
  return shipped ?? best(routers.filter(({ notDeployable }) => notDeployable === undefined)) ?? best(routers);
}

function best(routers: readonly RouterResult[]): RouterResult | undefined {
  return routers.reduce<RouterResult | undefined>((a, b) => (a && a.aiq.value >= b.aiq.value ? a : b), undefined);
}
