import type { Results } from '../../../harness/evaluate/results.ts';

/** Indices of the models, by their share of the shipped traffic; where that is equal, by that of all routers. */
export function modelsByTraffic({ policy, routers, models }: Results): readonly number[] {
  const shipped = (m: number) => policy.chosen.shares[m]!;
  const routed = (m: number) => routers.reduce((sum, { chosen }) => sum + chosen.shares[m]!, 0);
  return models.map((_, m) => m).sort((a, b) => shipped(b) - shipped(a) || routed(b) - routed(a) || a - b);
}
