import type { Random } from '../../harness/random.ts';
import type { TaskType } from './draft.ts';
import { POOL } from './pool.ts';

/** Correlation of log answer lengths between two models on one prompt. */
export const LENGTH_CORRELATION = 0.67;

/** Tokens billed for an answer: log-normal, hidden reasoning included. `common` is the prompt's share, standard normal. */
export function drawOutputTokens(task: TaskType, verbosity: number, common: number, rng: Random): number {
  const z = Math.sqrt(LENGTH_CORRELATION) * common + Math.sqrt(1 - LENGTH_CORRELATION) * rng.normal();
  return Math.round(task.medianOutputTokens * verbosity * Math.exp(task.logSdOutputTokens * z));
}

/** Time to the last token in milliseconds: log-normal, and slow by a factor of three to ten in two of a hundred calls. */
export function drawLatency(
  { firstTokenMs, msPerToken }: { readonly firstTokenMs: number; readonly msPerToken: number },
  outputTokens: number,
  rng: Random,
): number {
  const jitter = Math.exp(0.3 * rng.normal());
  const tail = rng.next() < 0.02 ? 3 + 7 * rng.next() : 1;
  return Math.round((firstTokenMs + msPerToken * outputTokens) * jitter * tail);
}

/** Share of prompts on which some provider fails, and of a second model failing with the first: .5 % of the answers. */
const FAILED_PROMPTS = 0.017;
const SECOND_FAILURE = 0.47;

/** The models whose provider fails on a prompt. Failures come together, because providers share their outages. */
export function drawFailures(rng: Random): ReadonlySet<number> {
  const failed = new Set<number>();
  if (rng.next() >= FAILED_PROMPTS) return failed;
  failed.add(rng.integer(POOL.length));
  if (rng.next() < SECOND_FAILURE) failed.add(rng.integer(POOL.length));
  return failed;
}
