import type { Signal } from './signal.ts';

/** exp of the mean log-probability of the answer's tokens: it comes with the answer and costs nothing. */
export function logProbability(): Signal {
  return {
    tasks: () => [],
    read({ meanLogProbability }) {
      if (meanLogProbability === null) return undefined;
      return { value: Math.exp(meanLogProbability), inputTokens: 0, outputTokens: 0, latencyMs: 0, costUsd: 0 };
    },
  };
}
