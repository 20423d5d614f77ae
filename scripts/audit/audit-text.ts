import type { Violation } from '../../harness/audit/policy-audit.ts';
import { count } from '../../reports/format.ts';
import type { AuditReport } from './run-audit.ts';

const MOST_SHOWN = 20;

/** An audit in words: the verdict first, then the violations. */
export function auditText(report: AuditReport): string {
  const { records, unchecked, ofOtherPolicies, violating, stricter, violations, perConstraint } = report;
  const checked = records - unchecked;
  const total = Object.values(perConstraint).reduce((sum, each) => sum + each, 0);
  const shown = violations.slice(0, MOST_SHOWN);
  return [
    violating === 0
      ? `No violation in ${count(checked)} checked records.`
      : `${count(violating)} of ${count(checked)} checked records violate a constraint.`,
    ...(unchecked === 0 ? [] : [`${count(unchecked)} records cannot be checked: their request was not kept.`]),
    ...(ofOtherPolicies === 0
      ? []
      : [`${count(ofOtherPolicies)} records were decided by another policy, and are held against this one.`]),
    ...(stricter === 0 ? [] : [`${count(stricter)} records deny a model that every constraint allows.`]),
    ...(shown.length === 0 ? [] : ['', ...shown.map(violationText)]),
    ...(total > shown.length ? [`… and ${count(total - shown.length)} more`] : []),
  ].join('\n');
}

function violationText({ record, model, roles, constraint, error, metadata }: Violation): string {
  const fields = Object.entries(metadata).map(([key, value]) => `${key}=${value}`);
  const why =
    constraint === undefined
      ? 'is not in the pool'
      : `forbidden by "${constraint}"${error === undefined ? '' : ` (${error})`}`;
  const might = roles.every((role) => role === 'fallback' || role === 'allowed') ? 'could have gone to' : 'went to';
  return `  ${record}  ${might} ${model} (${roles.join(', ')}): ${why}  ${fields.join(' ')}`.trimEnd();
}
