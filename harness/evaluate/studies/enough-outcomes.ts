import type { FewOutcomes } from './robustness-schema.ts';

/** A policy is as cheap as another one up to this share of its cost. */
export const COST_TOLERANCE = 0.05;

/**
 * The fewest outcomes of a model from which on what ships delivers at least the quality of what ships with all of them, less
 * the margin, at no more than its cost and {@link COST_TOLERANCE} of it.
 *
 * @param steps outcomes ascending, the last with all of them
 * @param margin quality, 0..1
 */
export function enoughOutcomes(steps: readonly FewOutcomes[], margin: number): number {
  const { quality, costUsd } = steps.at(-1)!.ships;
  const isEnough = ({ ships }: FewOutcomes) =>
    ships.quality.value >= quality.value - margin && ships.costUsd.value <= costUsd.value * (1 + COST_TOLERANCE);
  const tooFew = steps.findLastIndex((step) => !isEnough(step));
  return steps[tooFew + 1]!.outcomes;
}
