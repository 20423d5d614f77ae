import { LEAST_EFFECTIVE_SIZE, LEAST_PROPENSITY, type Support } from './support.ts';

/** Why nothing is claimed, and what would have to be logged. */
export interface SupportProblem {
  readonly message: string;
  readonly hint: string;
}

export interface LoggedFacts {
  /** For people: one per action. */
  readonly names: readonly string[];
  /** Most models that a record allows: an even share of the exploration is 1 in so many. */
  readonly mostAllowed: number;
  /** True for an action that some record allows. */
  isKnown(action: number): boolean;
}

/** A mean weight so many standard errors from 1 is no chance. */
const IMPOSSIBLE_ERRORS = 5;
/** Rounding of shares that are written and read again. */
const ROUNDING = 1e-6;

/** What keeps a log from saying anything of a policy; `undefined` where it can be evaluated. */
export function supportProblem(support: Support, facts: LoggedFacts): SupportProblem | undefined {
  return missingModel(support, facts) ?? thinSupport(support, facts) ?? smallSample(support) ?? wrongChances(support);
}

function missingModel({ unsupported }: Support, { names, isKnown }: LoggedFacts): SupportProblem | undefined {
  const action = unsupported.findIndex((share, a) => share > ROUNDING && !isKnown(a));
  if (action < 0) return undefined;
  return {
    message: `the policy chooses "${names[action]}" for ${percent(unsupported[action]!)} of the requests, and no record of the log allows that`,
    hint: 'A log says nothing of a model that it does not know: put the model into the pool of the policy that logs, and explore.',
  };
}

function thinSupport({ unsupported, thinShare }: Support, facts: LoggedFacts): SupportProblem | undefined {
  const worst = unsupported.reduce((most, share, a) => (share > unsupported[most]! ? a : most), 0);
  if (unsupported[worst]! <= ROUNDING) return undefined;
  return {
    message:
      `no overlap: in ${percent(thinShare)} of the records the policy may choose what had a propensity below ${LEAST_PROPENSITY}, ` +
      `most often "${facts.names[worst]}" (${percent(unsupported[worst]!)} of its choices)`,
    hint: `Log with exploration: an explore share of ${leastExplore(facts.mostAllowed)} gives each of ${facts.mostAllowed} allowed models a propensity of ${LEAST_PROPENSITY}.`,
  };
}

function smallSample({ effectiveSize, records, clusters }: Support): SupportProblem | undefined {
  if (effectiveSize >= LEAST_EFFECTIVE_SIZE) return undefined;
  const worth = `${records} usable records of ${clusters} conversations or distinct requests are worth ${Math.floor(effectiveSize)} of the policy's own`;
  const needed = Math.ceil((records * LEAST_EFFECTIVE_SIZE) / Math.max(1, effectiveSize));
  return {
    message: `effective sample size ${Math.floor(effectiveSize)}, and ${LEAST_EFFECTIVE_SIZE} are needed: ${worth}`,
    hint: `About ${needed} records like these would do, or a larger explore share.`,
  };
}

function wrongChances({ meanWeight: { value, standardError } }: Support): SupportProblem | undefined {
  if (Math.abs(value - 1) <= Math.max(IMPOSSIBLE_ERRORS * standardError, ROUNDING)) return undefined;
  return {
    message: `importance weights average ${value.toFixed(3)} ± ${standardError.toFixed(3)}, where 1 is expected: the propensities are not the chances that models were drawn with, or records are missing by model`,
    hint: 'Log the chance of the choice over all draws (propensity) and of every model (propensities), and grade the answers of all models at the same rate.',
  };
}

/** The explore share that gives each of `models` models the least propensity, rounded up to a percent. */
function leastExplore(models: number): string {
  const share = Math.min(1, LEAST_PROPENSITY * models);
  return (Math.ceil(share * 100 - 1e-9) / 100).toString();
}

function percent(share: number): string {
  return `${(100 * share).toFixed(share < 0.01 ? 2 : 1)} %`;
}
