import type { Clock } from '../../harness/failover/serve.ts';

/** Time that passes only when all that happens at one moment has happened. */
export interface VirtualClock extends Clock {
  /** Does `task` at `at`, and lets no time pass until what it returns has settled. */
  schedule(at: number, task: () => void | Promise<void>): void;
  /** Runs until nothing is left to wait for. */
  run(): Promise<void>;
}

interface Event {
  readonly at: number;
  readonly task: () => void | Promise<void>;
}

/**
 * A discrete-event simulation: what waits is resumed in the order of time, and in the order of asking where times are equal,
 * so that a run has one course only. Between two events all promises settle that need no event themselves: code that waits
 * for the clock and for nothing else runs as it would in real time. Anything slower (files, an embedder) belongs into a task.
 */
export function virtualClock(start: number): VirtualClock {
  let now = start;
  /** By time, the latest first. */
  const events: Event[] = [];
  const schedule: VirtualClock['schedule'] = (at, task) => {
    let [low, high] = [0, events.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (events[middle]!.at > at) low = middle + 1;
      else high = middle;
    }
    events.splice(low, 0, { at: Math.max(at, now), task });
  };
  return {
    now: () => now,
    wait: (ms) => new Promise((resolve) => schedule(now + ms, resolve)),
    schedule,
    async run() {
      for (let event = events.pop(); event !== undefined; event = events.pop()) {
        now = event.at;
        await event.task();
        await new Promise((resolve) => setImmediate(resolve));
      }
    },
  };
}
