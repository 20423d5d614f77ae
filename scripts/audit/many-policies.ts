import { policyAudit, type RecordAudit } from '../../harness/audit/policy-audit.ts';
import { BenchError } from '../../harness/bench-error.ts';
import { countTokens } from '../../harness/count-tokens.ts';
import type { DecisionRecord } from '../../harness/decision-record.ts';
import { type OpenPolicy, restorePolicy } from '../../harness/policy/open-policy.ts';
import type { Policy } from '../../harness/policy/policy.ts';
import type { Route } from '../../harness/policy/route.ts';
import { random } from '../../harness/random.ts';
import type { Mistake } from './broken-enforcement.ts';
import { randomPolicy, randomRequest } from './random-policy.ts';
import { randomRouter } from './random-router.ts';
import { servedRecord } from './served-record.ts';

export interface ManyOptions {
  readonly policies: number;
  readonly requestsEach: number;
  readonly seed: number;
  /** A mistake in the enforcement, which the checker must find. */
  readonly mistake?: Mistake;
  readonly onProgress?: (done: number, total: number) => void;
}

export interface ManyPolicies {
  readonly policies: number;
  readonly requests: number;
  /** Policies that were drawn and refused, because a condition does not compile. */
  readonly refusedPolicies: number;
  readonly refusedRequests: number;
  readonly attempts: number;
  /** Questions to models after the first, of one request. */
  readonly hops: number;
  /** Records with at least one violation, by the checker. */
  readonly violating: number;
  /** Verdicts (constraint × model × request) that were compared, and those where the two implementations differ. */
  readonly verdicts: number;
  readonly undecided: number;
  readonly disagreements: number;
  /** A few of either, to look into. */
  readonly examples: readonly string[];
}

const MOST_EXAMPLES = 5;

/**
 * Serves random requests by random policies, with failures at every hop, and has the independent checker look at every
 * record. Both implementations of CEL are compared on every constraint, model and request besides.
 */
export async function manyPolicies(options: ManyOptions): Promise<ManyPolicies> {
  const { stackTraceLimit } = Error;
  // Conditions fail by the hundred thousand here, and a stack is the dear part of an error.
  Error.stackTraceLimit = 0;
  try {
    return await servedAndChecked(options);
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

async function servedAndChecked(options: ManyOptions): Promise<ManyPolicies> {
  const { policies, requestsEach, seed, mistake, onProgress } = options;
  const rng = random(seed);
  const found = {
    policies: 0,
    requests: 0,
    refusedPolicies: 0,
    refusedRequests: 0,
    attempts: 0,
    hops: 0,
    violating: 0,
    verdicts: 0,
    undecided: 0,
    disagreements: 0,
  };
  const examples: string[] = [];
  while (found.policies < policies) {
    const policy = randomPolicy(rng);
    const enforced = opened(mistake?.policy?.(policy) ?? policy);
    if (enforced === undefined) {
      found.refusedPolicies += 1;
      continue;
    }
    const audit = policyAudit(policy);
    for (let i = 0; i < requestsEach; i++) {
      const { record, route } = await servedRecord(enforced, randomRequest(policy, rng), { rng, mistake });
      const { violations } = audit(record);
      found.requests += 1;
      found.attempts += record.attempts!.length;
      found.hops += Math.max(0, new Set(record.attempts!.map(({ model }) => model)).size - 1);
      if (record.model === null) found.refusedRequests += 1;
      if (violations.length > 0) found.violating += 1;
      const differing = mistake === undefined ? differences(policy, route, audit, record) : [];
      found.disagreements += differing.length;
      found.verdicts += policy.constraints.length * policy.pool.length;
      found.undecided += record.undecided ?? 0;
      for (const each of [...violations, ...differing]) {
        if (examples.length < MOST_EXAMPLES)
          examples.push(JSON.stringify({ each, record, constraints: policy.constraints, pool: policy.pool }));
      }
    }
    found.policies += 1;
    onProgress?.(found.policies, policies);
  }
  return { ...found, examples };
}

function opened(policy: Policy): OpenPolicy | undefined {
  const spec = {
    kind: policy.router.kind,
    models: policy.pool.map(({ id }) => id),
    params: policy.router.params,
    attachments: {},
  };
  try {
    return restorePolicy('random', { policy, spec, fingerprint: '0'.repeat(64) }, [randomRouter], {
      countTokens,
      seed: 1,
    });
  } catch (error) {
    if (error instanceof BenchError) return undefined;
    throw error;
  }
}

/** What the enforcement says of each constraint and model, against what the checker says; an error is not a mere denial. */
function differences(
  { pool }: Policy,
  route: Route,
  audit: (record: DecisionRecord) => RecordAudit,
  record: DecisionRecord,
): string[] {
  const all = pool.map(({ id }) => id);
  const checked = audit({ ...record, allowed: all }).violations.map(({ constraint, model, error }) =>
    verdictText(constraint!, model, error),
  );
  const enforced = route.constraints.flatMap(({ name, denied }) =>
    denied.map(({ model, error }) => verdictText(name, model, error)),
  );
  return [
    ...checked.filter((each) => !enforced.includes(each)).map((each) => `the checker alone: ${each}`),
    ...enforced.filter((each) => !checked.includes(each)).map((each) => `the enforcement alone: ${each}`),
  ];
}

function verdictText(constraint: string, model: string, error: string | undefined): string {
  return `${constraint} ${error === undefined ? 'denies' : 'cannot be decided about'} ${model}`;
}
