/** How well choices agree with labels. */
export interface RoutingAccuracy {
  readonly accuracy: number;
  /** Unweighted mean of F1 over the classes that occur as label or choice; F1 of a class never met is 0. */
  readonly macroF1: number;
  readonly classes: string[];
  /** `confusion[actual][predicted]` */
  readonly confusion: number[][];
}

/**
 * @param labels the gold route of each query
 * @param predicted what was chosen, as long as `labels`; at least one
 * @param order classes in the order of the table; every label and choice is one of them
 */
export function routingAccuracy(
  labels: readonly string[],
  predicted: readonly string[],
  order: readonly string[],
): RoutingAccuracy {
  const occurring = new Set([...labels, ...predicted]);
  const classes = order.filter((name) => occurring.has(name));
  const at = new Map(classes.map((name, index) => [name, index]));
  const confusion = classes.map(() => classes.map(() => 0));
  labels.forEach((label, i) => {
    confusion[at.get(label)!]![at.get(predicted[i]!)!]! += 1;
  });
  const right = confusion.reduce((sum, row, c) => sum + row[c]!, 0);
  const f1 = classes.map((_, c) => classF1(confusion, c));
  return {
    accuracy: right / labels.length,
    macroF1: f1.reduce((sum, value) => sum + value, 0) / classes.length,
    classes,
    confusion,
  };
}

/** F1 = 2·TP / (labelled so + predicted so); NaN for a class that is neither. */
export function classF1(confusion: readonly (readonly number[])[], c: number): number {
  const labelled = confusion[c]!.reduce((sum, count) => sum + count, 0);
  const predicted = confusion.reduce((sum, row) => sum + row[c]!, 0);
  return (2 * confusion[c]![c]!) / (labelled + predicted);
}
