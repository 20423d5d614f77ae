import { nearestRank } from '../../statistics/nearest-rank.ts';
import type { Figure } from '../results.ts';

export interface LatencyQuantiles {
  readonly p50: Figure;
  readonly p95: Figure;
  readonly p99: Figure;
}

/** More than this share without a recorded latency, and the rest stands for nothing. */
const TOLERATED_MISSING = 0.02;

/** Fewer values, and the largest one would pass for a quantile. */
const LEAST = { p50: 1, p95: 20, p99: 100 } as const;

/**
 * Median, 95th and 99th percentile of latencies in milliseconds, by nearest rank. Not defined where more than 2 % of the
 * values are unknown; the 95th wants 20 known values, the 99th 100.
 *
 * @param latencyMs NaN where unknown
 */
export function latencyQuantiles(latencyMs: Float64Array): LatencyQuantiles {
  const known = latencyMs.filter((value) => !Number.isNaN(value));
  if (known.length === 0 || known.length < (1 - TOLERATED_MISSING) * latencyMs.length) {
    const unknown = {
      undefined:
        known.length === 0
          ? 'because the dataset has no latencies'
          : `because the latency of ${latencyMs.length - known.length} of ${latencyMs.length} queries is unknown`,
    };
    return { p50: unknown, p95: unknown, p99: unknown };
  }
  const quantile = (name: keyof typeof LEAST, p: number): Figure =>
    known.length < LEAST[name]
      ? { undefined: `because it takes ${LEAST[name]} queries, and there are ${known.length}` }
      : nearestRank(known, p);
  return { p50: quantile('p50', 0.5), p95: quantile('p95', 0.95), p99: quantile('p99', 0.99) };
}
