import type { EmbedderRates } from '../tools.ts';

/** Assumed price of a machine with two virtual CPUs, on demand, at a large cloud provider. */
const USD_PER_HOUR = 0.1;
const MS_PER_TOKEN = 0.17;
const MS_PER_CALL = 4;

/**
 * What the bundled embedder is billed at: measured by `npm run perf` on two virtual CPUs (AVX2), one prompt at a time,
 * as a line through the times at 20 and 200 tokens. The dollar rate is the time for a token at an assumed price of
 * 0.10 USD an hour for such a machine. Declared rather than measured in each run, so that results are reproducible.
 */
export const BUNDLED_RATES: EmbedderRates = {
  usdPerMillionTokens: usdPerMillionTokens(MS_PER_TOKEN),
  latencyMsPerToken: MS_PER_TOKEN,
  latencyMsPerCall: MS_PER_CALL,
  asOf: '2026-11-25',
};

/**
 * An estimate for another local model: time in proportion to the size of its weights. A config that knows better
 * declares its own rates.
 *
 * @param relativeSize bytes of its weights over those of the bundled model, both in single precision
 */
export function scaledRates(relativeSize: number): EmbedderRates {
  const latencyMsPerToken = MS_PER_TOKEN * relativeSize;
  return {
    ...BUNDLED_RATES,
    usdPerMillionTokens: usdPerMillionTokens(latencyMsPerToken),
    latencyMsPerToken,
    latencyMsPerCall: MS_PER_CALL * relativeSize,
  };
}

function usdPerMillionTokens(msPerToken: number): number {
  return (msPerToken * 1e6 * USD_PER_HOUR) / 3_600_000;
}
