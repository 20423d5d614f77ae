/**
 * Models by mean quality, best first; ties to the cheaper one, then to pool order. Under constraints a "single model" is this
 * order behind the model: where it may not be asked, the first that may stands in.
 *
 * @param quality mean per model on train, 0..1
 * @param costUsd mean per model on train
 */
export function preferenceOrder({
  quality,
  costUsd,
}: {
  readonly quality: Float64Array;
  readonly costUsd: Float64Array;
}): readonly number[] {
  return [...quality.keys()].sort((a, b) => quality[b]! - quality[a]! || costUsd[a]! - costUsd[b]! || a - b);
}
