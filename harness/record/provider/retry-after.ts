/** Longest wait that a provider may ask for: an hour's `Retry-After` would look like a hang. */
const LONGEST_WAIT_MS = 120_000;

/**
 * How long a provider asks to wait, from its headers: milliseconds, or seconds or a date as HTTP has it.
 *
 * @param milliseconds `retry-after-ms`
 * @param seconds `retry-after`
 * @returns ms, at most two minutes; `undefined` where neither says anything
 */
export function retryAfterMs(
  milliseconds: string | null | undefined,
  seconds: string | null | undefined,
): number | undefined {
  const ms = milliseconds ? Number(milliseconds) : seconds ? waitOf(seconds) : Number.NaN;
  return Number.isFinite(ms) ? Math.min(LONGEST_WAIT_MS, Math.max(0, ms)) : undefined;
}

function waitOf(seconds: string): number {
  const number = Number(seconds);
  return Number.isNaN(number) ? Date.parse(seconds) - Date.now() : number * 1000;
}
