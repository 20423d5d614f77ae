import { reachableText } from '../../harness/policy/static-analysis/assert-chains-allowed.ts';
import { patternText } from '../../harness/policy/static-analysis/patterns.ts';
import type { PolicyAnalysis } from '../../harness/policy/static-analysis/policy-analysis.ts';
import { count, percent } from '../../reports/format.ts';

/** What an analysis found, errors first. */
export function analysisText({ combinations, sampled, emptyPools, reachable, missing }: PolicyAnalysis): string {
  const errors = reachable.filter(({ always }) => always);
  const atTimes = reachable.filter(({ always }) => !always);
  return [
    `${count(combinations)} combinations of what constraints and chains speak of.`,
    ...sampled.map((words) => `Sampled: ${words}.`),
    ...errors.map((each) => `error: ${reachableText(each)}`),
    ...atTimes.map((each) => `note: ${reachableText(each)}; it is passed over then`),
    ...emptyPools.map(
      ({ requests, constraints }) => `warning: nobody may answer ${patternText(requests)}: ${constraints.join(', ')}`,
    ),
    ...missing.map(
      ({ field, constraints, emptyShare }) =>
        `note: without ${field}, ${constraints.join(', ')} cannot be decided, which denies; ${percent(emptyShare, 0)} of such requests are refused`,
    ),
    ...(errors.length + emptyPools.length === 0
      ? ['Every request may go to somebody, and no chain to a forbidden model.']
      : []),
  ].join('\n');
}
