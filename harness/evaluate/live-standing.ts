/** What the moment says of each model of a pool, in the index space of an assessment. */
export interface LiveStanding {
  /** 0 = fine, 1 = slow, 2 = known to fail: the later ones are tried after all earlier ones. Not used to decide. */
  readonly order: Uint8Array;
  /** 1 = may not be asked at all: its quota is spent. */
  readonly barred: Uint8Array;
  /** What the budget leaves, USD; ∞ without a budget. */
  readonly remainingUsd: number;
  /** Who answered the turn before, and how much of this request its prompt cache holds. */
  readonly served?: { readonly model: number; readonly cachedInputTokens: number };
  /** Whether a conversation keeps its model as long as that is allowed, affordable and fine. */
  readonly stay: boolean;
}
