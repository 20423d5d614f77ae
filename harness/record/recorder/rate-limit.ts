import { setTimeout as wait } from 'node:timers/promises';

/** Lets through `perMinute` units a minute, evenly: a burst at the start of a minute is what providers punish. */
export interface RateLimit {
  /** Resolves when `amount` units may be used. In the order of the calls. */
  take(amount: number): Promise<void>;
}

/** No limit where `perMinute` is `undefined`. */
export function rateLimit(perMinute: number | undefined): RateLimit {
  if (perMinute === undefined) return { take: async () => {} };
  const msPerUnit = 60_000 / perMinute;
  let free = 0;
  return {
    async take(amount) {
      const now = performance.now();
      const start = Math.max(now, free);
      free = start + amount * msPerUnit;
      if (start > now) await wait(start - now);
    },
  };
}
