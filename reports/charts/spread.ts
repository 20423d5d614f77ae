/**
 * Moves positions apart until neighbours are at least `gap` from each other, within `low`..`high`, each as near to
 * where it wants to be as the order allows. Keeps the order of the input; what wants the same place keeps its order.
 * When there is not room for all, they overlap evenly.
 */
export function spread(wanted: readonly number[], gap: number, low: number, high: number): number[] {
  const order = wanted.map((_, i) => i).sort((a, b) => wanted[a]! - wanted[b]! || a - b);
  const step = Math.min(gap, wanted.length > 1 ? (high - low) / (wanted.length - 1) : gap);
  const out = new Array<number>(wanted.length);
  let last = Number.NEGATIVE_INFINITY;
  for (const i of order) out[i] = last = Math.max(wanted[i]!, last + step, low);
  let next = Number.POSITIVE_INFINITY;
  for (const i of order.reverse()) out[i] = next = Math.min(out[i]!, next - step, high);
  return out;
}
