/** The middle of a distribution, and where its middle half lies. */
export interface Quartiles {
  readonly low: number;
  readonly median: number;
  readonly high: number;
}

/**
 * Quartiles by linear interpolation between order statistics: type 7 of Hyndman and Fan, "Sample Quantiles in Statistical
 * Packages", 1996.
 *
 * @param values at least one, finite
 */
export function quartiles(values: readonly number[]): Quartiles {
  if (values.length === 0) throw new Error('no quartiles of no values');
  const sorted = [...values].sort((a, b) => a - b);
  return { low: at(sorted, 0.25), median: at(sorted, 0.5), high: at(sorted, 0.75) };
}

function at(sorted: readonly number[], p: number): number {
  const place = p * (sorted.length - 1);
  const below = sorted[Math.floor(place)]!;
  const above = sorted[Math.ceil(place)]!;
  return below + (place - Math.floor(place)) * (above - below);
}
