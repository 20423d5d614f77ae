import { fingerprint } from '../../harness/fingerprint.ts';
import { type Random, random } from '../../harness/random.ts';

/** Draws that depend on nothing but `parts`: the same question is answered the same, whatever was asked before. */
export function hashRandom(...parts: readonly string[]): Random {
  return random(Number.parseInt(fingerprint(...parts).slice(0, 8), 16));
}

/** A latency spread as they are found to be: log-normal around `ms`, a fifth up or down. */
export function drawnLatency(ms: number, rng: Random): number {
  return Math.round(ms * Math.exp(0.2 * rng.normal()));
}
