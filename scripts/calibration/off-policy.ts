import { estimatePolicy, type PolicyEstimate, type PolicyOnLog } from '../../harness/off-policy/estimate-policy.ts';
import { supportOf } from '../../harness/off-policy/support.ts';
import { supportProblem } from '../../harness/off-policy/support-problem.ts';
import { random } from '../../harness/random.ts';
import { drawnLog, type LoggedPopulation, loggedPopulation, MODELS } from './logged-population.ts';
import type { Share } from './share.ts';

export interface OffPolicyOptions {
  /** Simulated logs. */
  readonly draws: number;
  /** Records of each. */
  readonly records: number;
  readonly seed: number;
  /** Share of conversations that the logging policy explores with. */
  readonly explore?: number;
  /** Records of one conversation, which share their draw. */
  readonly conversation?: number;
}

/** The intervals that hold the truth, by estimator. */
export interface Coverage {
  readonly snips: Share;
  readonly doublyRobust: Share;
}

export interface OffPolicyCoverage {
  /** Logs that the estimators claim anything from. */
  readonly claimed: number;
  readonly quality: Coverage;
  readonly costUsd: Coverage;
  /** Policy − log. */
  readonly qualityDifference: Coverage;
  /** Mean half width of the intervals of quality. */
  readonly halfWidth: Tally;
  /** Mean effective sample size. */
  readonly effectiveSize: number;
  /** The logs that are refused when the same policy logs without exploring: all, as it should be. */
  readonly refusedWithoutOverlap: Share;
}

/**
 * How often the intervals of off-policy estimation hold the value that full information gives. A population of requests has
 * the outcome of every model; each draw samples a log from it, in which a policy with a mixed operating point explores by the
 * same hashes as in production, and estimates another policy on it.
 */
export function offPolicyCoverage(
  options: OffPolicyOptions,
  onProgress: (done: number, total: number) => void = () => {},
): OffPolicyCoverage {
  const { draws, records, seed, explore = 0.3, conversation = 1 } = options;
  const population = loggedPopulation(seed, explore);
  const rng = random(seed + 1);
  const hits = { quality: tally(), costUsd: tally(), qualityDifference: tally(), halfWidth: tally() };
  let [claimed, refused, effective] = [0, 0, 0];
  for (let draw = 0; draw < draws; draw++) {
    onProgress(draw, draws);
    const blind = drawnLog(population, { records, conversation, explore: 0, salt: `blind-${seed}-${draw}` }, rng);
    if (problemOf(blind) !== undefined) refused += 1;
    const log = drawnLog(population, { records, conversation, explore, salt: `log-${seed}-${draw}` }, rng);
    if (problemOf(log) !== undefined) continue;
    claimed += 1;
    effective += supportOf(log.logged).effectiveSize;
    addHits(hits, estimatePolicy(log), population.truth);
  }
  if (claimed === 0) throw new Error('no simulated log supports a claim: simulate more records, or explore more');
  const shares = ({ snips, doublyRobust }: Tally): Coverage => ({
    snips: { count: snips, runs: claimed },
    doublyRobust: { count: doublyRobust, runs: claimed },
  });
  return {
    claimed,
    quality: shares(hits.quality),
    costUsd: shares(hits.costUsd),
    qualityDifference: shares(hits.qualityDifference),
    halfWidth: { snips: hits.halfWidth.snips / claimed, doublyRobust: hits.halfWidth.doublyRobust / claimed },
    effectiveSize: effective / claimed,
    refusedWithoutOverlap: { count: refused, runs: draws },
  };
}

function problemOf({ logged }: PolicyOnLog) {
  const names = Array.from({ length: MODELS }, (_, m) => `model-${m}`);
  return supportProblem(supportOf(logged), { names, mostAllowed: MODELS, isKnown: () => true });
}

interface Tally {
  snips: number;
  doublyRobust: number;
}

const tally = (): Tally => ({ snips: 0, doublyRobust: 0 });

type Hits = Readonly<Record<'quality' | 'costUsd' | 'qualityDifference' | 'halfWidth', Tally>>;

function addHits(hits: Hits, { quality, costUsd }: PolicyEstimate, truth: LoggedPopulation['truth']): void {
  for (const estimator of ['snips', 'doublyRobust'] as const) {
    const holds = ({ low, high }: { low: number; high: number }, value: number) =>
      low <= value && value <= high ? 1 : 0;
    hits.quality[estimator] += holds(quality[estimator], truth.quality);
    hits.costUsd[estimator] += holds(costUsd[estimator], truth.costUsd);
    hits.qualityDifference[estimator] += holds(quality.difference[estimator], truth.qualityDifference);
    hits.halfWidth[estimator] += (quality[estimator].high - quality[estimator].low) / 2;
  }
}
