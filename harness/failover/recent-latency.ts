import type { ModelId } from '../model.ts';

/** How fast models answer just now. Knows no clock: every call is told the time. */
export interface RecentLatency {
  /** An attempt at `model` took `latencyMs` and ended at `at`; one that was given up took at least that long. */
  took(model: ModelId, at: number, latencyMs: number): void;
  /** Mean of what ended in the window, in ms; `undefined` where nothing did, so that a slow model is tried again in time. */
  mean(model: ModelId, at: number): number | undefined;
}

/** @param withinMs length of the window */
export function recentLatency(withinMs: number): RecentLatency {
  const seen = new Map<ModelId, { at: number; latencyMs: number }[]>();
  const recent = (model: ModelId, at: number) => (seen.get(model) ?? []).filter((each) => each.at > at - withinMs);
  return {
    took(model, at, latencyMs) {
      seen.set(model, [...recent(model, at), { at, latencyMs }]);
    },
    mean(model, at) {
      const within = recent(model, at);
      if (within.length === 0) return undefined;
      return within.reduce((sum, { latencyMs }) => sum + latencyMs, 0) / within.length;
    },
  };
}
