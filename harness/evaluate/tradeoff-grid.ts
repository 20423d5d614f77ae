/** How many steps between 0 and ∞ a sweep has unless it is told. */
const STEPS = 39;
const DECADES = 3;

/**
 * Tradeoffs of a sweep, ascending: 0, then (dearest − cheapest mean cost) × 10^[−3 … 3] in even steps of the exponent,
 * then ∞. Relative to the pool, so that results do not change with the unit of cost. Where all models cost the same on
 * average, their mean cost takes the place of the difference; where they are free, only 0 and ∞ are left.
 *
 * @param meanCosts mean USD per query of each single model, on train
 * @param count of the steps between 0 and ∞, at least 2
 */
export function tradeoffGrid(meanCosts: ArrayLike<number>, count = STEPS): Float64Array {
  const scale = costScale(meanCosts);
  if (scale === 0) return Float64Array.of(0, Number.POSITIVE_INFINITY);
  const steps = Array.from({ length: count }, (_, i) => scale * 10 ** ((2 * DECADES * i) / (count - 1) - DECADES));
  return Float64Array.of(0, ...steps, Number.POSITIVE_INFINITY);
}

/** What tradeoffs are relative to, in USD: dearest − cheapest mean cost, else the mean cost of all, 0 where all is free. */
export function costScale(meanCosts: ArrayLike<number>): number {
  const costs = Array.from(meanCosts);
  const dearest = Math.max(...costs);
  return dearest - Math.min(...costs) || dearest;
}
