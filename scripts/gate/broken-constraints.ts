import type { BenchConfig } from '../../harness/config.ts';
import type { Choices } from '../../harness/evaluate/outcomes.ts';
import type { OutcomeTable } from '../../harness/outcome-table.ts';
import { constraintCheck, speaksOfLive } from '../../harness/policy/constraints.ts';
import { declaredMetadata } from '../bench/policy-facts.ts';

/**
 * How many constraints of the config each choice breaks: by the config, whatever the policy itself says, so that a policy which
 * lost a constraint is found out. Constraints over live signals are decided at the moment of a request and not here.
 */
export function brokenConstraints(
  { constraints = [], attributes = {}, metadata = {} }: Pick<BenchConfig, 'constraints' | 'attributes' | 'metadata'>,
  { examples, models }: OutcomeTable,
  rows: Uint32Array,
  choices: Choices,
): number[] {
  const fixed = constraints.filter((constraint) => !speaksOfLive(constraint));
  if (fixed.length === 0) return new Array<number>(rows.length).fill(0);
  const pool = models.map((model) => ({ ...model, attributes: { ...model.attributes, ...attributes[model.id] } }));
  const declared = { ...declaredMetadata({ examples }), ...metadata };
  const check = constraintCheck(fixed, pool, declared);
  return Array.from(rows, (row, i) => {
    const chosen = models[choices[i]!]?.id;
    const { verdicts } = check(examples[row]!.request);
    return verdicts.filter(({ denied }) => denied.some(({ model }) => model === chosen)).length;
  });
}
