/** Rising points (win rate, share of training prompts up to it), both 0..1. */
export type RankKnots = readonly (readonly [number, number])[];

const MOST_KNOTS = 201;

/**
 * The distribution of win rates on train as a rising line through at most 201 points.
 *
 * @param winRates each 0..1; at least one
 */
export function rankKnots(winRates: readonly number[]): RankKnots {
  const sorted = Float64Array.from(winRates).sort();
  const knots: [number, number][] = [];
  sorted.forEach((winRate, i) => {
    // Of equal win rates the last has the rank of them all.
    if (i + 1 === sorted.length || sorted[i + 1]! > winRate) knots.push([winRate, (i + 1) / (sorted.length + 1)]);
  });
  const kept = thinned(knots);
  // A strong model that never wins is worth nothing more, however many such prompts there are.
  if (kept[0]![0] > 0) kept.unshift([0, 0]);
  else kept[0] = [0, 0];
  if (kept.at(-1)![0] < 1) kept.push([1, 1]);
  return kept;
}

function thinned(knots: readonly [number, number][]): [number, number][] {
  if (knots.length <= MOST_KNOTS) return [...knots];
  return Array.from({ length: MOST_KNOTS }, (_, i) => knots[Math.round((i * (knots.length - 1)) / (MOST_KNOTS - 1))]!);
}

/** Rank of a win rate, 0..1, on the line through the knots: a larger win rate has a larger rank. */
export function rankOf(winRate: number, knots: RankKnots): number {
  let low = 0;
  let high = knots.length - 1;
  if (winRate <= knots[low]![0]) return knots[low]![1];
  if (winRate >= knots[high]![0]) return knots[high]![1];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (knots[middle]![0] <= winRate) low = middle;
    else high = middle;
  }
  const [x0, y0] = knots[low]!;
  const [x1, y1] = knots[high]!;
  return y0 + ((winRate - x0) / (x1 - x0)) * (y1 - y0);
}
