import type { Choices } from '../../harness/evaluate/outcomes.ts';
import { UNLIMITED } from '../../harness/live-signals.ts';
import type { OutcomeTable } from '../../harness/outcome-table.ts';
import { constraintCheck } from '../../harness/policy/constraints.ts';
import type { PolicyRules } from '../bench/policy-rules.ts';

/**
 * How many constraints of the config each choice breaks: by the config, whatever the policy itself says, so that a policy which
 * lost a constraint is found out. What constraints say of the budget is taken as if it never ended, as in a bench.
 */
export function brokenConstraints(
  { constraints, metadata }: PolicyRules,
  { examples, models }: OutcomeTable,
  rows: Uint32Array,
  choices: Choices,
): number[] {
  if (constraints.length === 0) return new Array<number>(rows.length).fill(0);
  const check = constraintCheck(constraints, models, metadata);
  return Array.from(rows, (row, i) => {
    const chosen = models[choices[i]!]?.id;
    const { verdicts } = check(examples[row]!.request, UNLIMITED);
    return verdicts.filter(({ denied }) => denied.some(({ model }) => model === chosen)).length;
  });
}
