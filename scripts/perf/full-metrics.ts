import { evaluate } from '../../harness/evaluate/evaluate.ts';
import { syntheticInput } from '../../harness/evaluate/synthetic-input.ts';
import type { Figure } from './figure.ts';
import { elapsed } from './measure.ts';
import { MODELS, ROWS } from './router-bench-shaped.ts';

const ROUTERS = 20;
const TRADEOFFS = 100;
const TASKS = 60;

/**
 * Everything that a report of 20 learned routers says, with every interval and the shuffled control of each, in RouterBench's
 * shape: 36,497 rows, of which a fifth is test, and more tradeoffs than a run takes.
 */
export async function perfFullMetrics(): Promise<Figure[]> {
  const made = syntheticInput({ examples: ROWS, models: MODELS, seed: 1, tasks: TASKS, routers: ROUTERS });
  // The assessments of another router stand for those of a router that learned nothing of use here.
  const candidates = made.candidates.map((candidate, r) => ({
    ...candidate,
    shuffled: made.candidates[(r + 1) % ROUTERS]!.assessments,
  }));
  globalThis.gc?.();
  // Of the tradeoffs two are 0 and ∞.
  const { seconds, cpuSeconds } = await elapsed(() => evaluate({ ...made, candidates }, { steps: TRADEOFFS - 2 }));
  const name = `all metrics and intervals, ${ROUTERS} routers × ${TRADEOFFS} tradeoffs × ${ROWS.toLocaleString('en')} × ${MODELS}`;
  return [{ name, value: seconds, unit: 's', cpuSeconds, target: { atMost: 15 } }];
}
