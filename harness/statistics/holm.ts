/**
 * p-values adjusted by Holm's step-down procedure: rejecting where the adjusted value is at most α keeps the chance of any
 * false rejection in the family at α, whatever the dependence (Holm 1979, "A Simple Sequentially Rejective Multiple Test
 * Procedure").
 *
 * @param pValues of one declared family, 0..1
 * @returns in the order given, 0..1
 */
export function holm(pValues: readonly number[]): number[] {
  const order = [...pValues.keys()].sort((a, b) => pValues[a]! - pValues[b]!);
  const adjusted = new Array<number>(pValues.length);
  let largest = 0;
  order.forEach((at, rank) => {
    largest = Math.max(largest, Math.min(1, (pValues.length - rank) * pValues[at]!));
    adjusted[at] = largest;
  });
  return adjusted;
}
