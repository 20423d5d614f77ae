import type { ResponseCache } from '../cache/response-cache.ts';

/** A recorder that is killed blocks its questions for so long. */
const LEASE_MS = 10_000;
const RENEW_MS = 3_000;

/** The claims of one recorder, renewed while their requests are in flight. */
export interface HeldClaims {
  /** False where another recorder is at it, or this one already. */
  take(key: string): boolean;
  /** Gives a claim back without an answer. */
  release(key: string): void;
  /** A commit ended the claim. */
  ended(key: string): void;
  /** Gives back what is left, and renews no more. */
  end(): void;
}

export function heldClaims(cache: ResponseCache, owner: string): HeldClaims {
  const held = new Set<string>();
  const renewal = setInterval(() => {
    quietly(() => {
      for (const key of held) cache.claim(key, owner, Date.now(), LEASE_MS);
    });
  }, RENEW_MS);
  renewal.unref();
  return {
    take(key) {
      // Two examples may ask the same question: the second waits for the first one's answer.
      if (held.has(key)) return false;
      const taken = cache.claim(key, owner, Date.now(), LEASE_MS);
      if (taken) held.add(key);
      return taken;
    },
    release(key) {
      held.delete(key);
      cache.release([key], owner);
    },
    ended: (key) => void held.delete(key),
    end() {
      clearInterval(renewal);
      quietly(() => cache.release([...held], owner));
    },
  };
}

/** A cache that fails shows at the next commit, and a claim that is left behind lapses by itself. */
function quietly(work: () => void): void {
  try {
    work();
  } catch {}
}
