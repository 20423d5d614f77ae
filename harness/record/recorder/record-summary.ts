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

export function increment(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}
