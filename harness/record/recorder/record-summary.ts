/** What a recorder did. */
export interface RecordSummary {
  answered: number;
  /** Were there already. */
  cached: number;
  /** Errors recorded now, by code. */
  readonly failed: Map<string, number>;
  /** Errors recorded earlier and not asked again. */
  knownErrors: number;
  /** Not asked: model unknown to its provider, key refused, nobody listening. */
  skipped: number;
  /** Of answers, and the worst case of attempts that may have been billed without one. */
  spentUsd: number;
  /** The latter part of it. */
  maybePaidUsd: number;
  /** Answers whose served model has another name than the one asked for: `asked → served`. */
  readonly servedOtherwise: Map<string, number>;
  /** Why models or providers were given up, in words. */
  readonly givenUp: string[];
  stopped: 'done' | 'budget' | 'interrupted';
}

export function emptySummary(): RecordSummary {
  return {
    answered: 0,
    cached: 0,
    failed: new Map(),
    knownErrors: 0,
    skipped: 0,
    spentUsd: 0,
    maybePaidUsd: 0,
    servedOtherwise: new Map(),
    givenUp: [],
    stopped: 'done',
  };
}

/** Adds what a later part of a recording did. */
export function addSummary(sum: RecordSummary, part: RecordSummary): void {
  for (const key of ['answered', 'cached', 'knownErrors', 'skipped', 'spentUsd', 'maybePaidUsd'] as const) {
    sum[key] += part[key];
  }
  for (const key of ['failed', 'servedOtherwise'] as const) {
    for (const [name, count] of part[key]) sum[key].set(name, (sum[key].get(name) ?? 0) + count);
  }
  sum.givenUp.push(...part.givenUp);
  sum.stopped = part.stopped;
}

export function increment(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}
