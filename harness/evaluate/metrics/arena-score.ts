const BETA = 0.1;
const CHEAPEST = 0.0044;
const DEAREST = 200;

/**
 * Arena score of RouterArena: a weighted harmonic mean of accuracy and of a cost score that is logarithmic between
 * $0.0044 and $200 per thousand queries, S = (1+β)·A·C / (β·A + C) with β = 0.1.
 *
 * @param accuracy 0..1
 * @param usdPerThousandQueries clamped to the scale
 */
export function arenaScore(accuracy: number, usdPerThousandQueries: number): number {
  const cost = Math.min(DEAREST, Math.max(CHEAPEST, usdPerThousandQueries));
  const costScore = (Math.log2(DEAREST) - Math.log2(cost)) / (Math.log2(DEAREST) - Math.log2(CHEAPEST));
  if (accuracy === 0 || costScore === 0) return 0;
  return ((1 + BETA) * accuracy * costScore) / (BETA * accuracy + costScore);
}
