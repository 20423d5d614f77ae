import { policyAudit, type Violation } from '../../harness/audit/policy-audit.ts';
import type { DecisionRecord } from '../../harness/decision-record.ts';
import type { Policy } from '../../harness/policy/policy.ts';

/** More are counted and not listed: a log may violate a million times. */
const MOST_LISTED = 1000;

export interface AuditReport {
  readonly schema: 'signalbox/audit';
  readonly version: 1;
  /** SHA-256 of the policy.json. */
  readonly policy: string;
  readonly records: number;
  /** Records without their request: nothing can be said of them. */
  readonly unchecked: number;
  /** Records that another policy decided, held against this one all the same. */
  readonly ofOtherPolicies: number;
  /** Records with at least one violation. */
  readonly violating: number;
  /** Violations per constraint; under an empty name, of models outside the pool. */
  readonly perConstraint: Readonly<Record<string, number>>;
  readonly perModel: Readonly<Record<string, number>>;
  /** Records that deny a model which every constraint allows. */
  readonly stricter: number;
  /** The first of them. */
  readonly violations: readonly Violation[];
}

/** Holds a log against the constraints of a policy, record by record; nothing of the log is kept but what violates. */
export async function runAudit(
  records: AsyncIterable<DecisionRecord>,
  { policy, fingerprint }: { readonly policy: Policy; readonly fingerprint: string },
): Promise<AuditReport> {
  const audit = policyAudit(policy);
  const counts = { records: 0, unchecked: 0, ofOtherPolicies: 0, violating: 0, stricter: 0 };
  const perConstraint = new Map<string, number>();
  const perModel = new Map<string, number>();
  const listed: Violation[] = [];
  for await (const record of records) {
    const { checked, violations, deniedForNothing } = audit(record);
    counts.records += 1;
    if (!checked) counts.unchecked += 1;
    if (record.policy !== fingerprint) counts.ofOtherPolicies += 1;
    if (violations.length > 0) counts.violating += 1;
    if (deniedForNothing.length > 0) counts.stricter += 1;
    for (const violation of violations) {
      count(perConstraint, violation.constraint ?? '');
      count(perModel, violation.model);
      if (listed.length < MOST_LISTED) listed.push(violation);
    }
  }
  return {
    schema: 'signalbox/audit',
    version: 1,
    policy: fingerprint,
    ...counts,
    perConstraint: Object.fromEntries(perConstraint),
    perModel: Object.fromEntries(perModel),
    violations: listed,
  };
}

function count(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
