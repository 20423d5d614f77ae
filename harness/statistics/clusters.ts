/** Which observations belong together: labels 0 … count − 1. Observations of one cluster are not independent. */
export interface Clusters {
  readonly of: Int32Array;
  readonly count: number;
}

/** Clusters from any labels, numbered in order of appearance. */
export function clustersOf(labels: ArrayLike<number>): Clusters {
  const numbers = new Map<number, number>();
  const of = new Int32Array(labels.length);
  for (let i = 0; i < labels.length; i++) {
    let number = numbers.get(labels[i]!);
    if (number === undefined) {
      number = numbers.size;
      numbers.set(labels[i]!, number);
    }
    of[i] = number;
  }
  return { of, count: numbers.size };
}

/** Clusters of one observation each. */
export function singletons(count: number): Clusters {
  return { of: Int32Array.from({ length: count }, (_, i) => i), count };
}
