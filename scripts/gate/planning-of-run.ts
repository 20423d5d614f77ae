import { alwaysModel, atChoices, type Outcomes } from '../../harness/evaluate/outcomes.ts';
import type { Baseline, Measurement } from '../../harness/gate/baseline.ts';
import { CRITERION } from '../../harness/gate/criteria.ts';
import { CRITERIA, type CriterionName } from '../../harness/gate/gate-schema.ts';
import { planningOf } from '../../harness/gate/planning.ts';
import { clustersOf } from '../../harness/statistics/clusters.ts';
import { mean } from '../../harness/statistics/mean-estimate.ts';
import type { Decided } from '../policy/decided.ts';
import type { EvaluatedTree } from './evaluate-tree.ts';
import type { GateTree } from './gate-tree.ts';

/** A comparison and what it ships. */
export interface RunToPlanWith extends Pick<EvaluatedTree, 'policy' | 'decided' | 'outcomes'> {
  readonly once: Pick<EvaluatedTree['once'], 'results' | 'decisions' | 'bills'>;
}

/** What could answer instead of the policy. */
interface Alternative extends Decided {
  readonly name: string;
}

/**
 * What is needed to say which margins a baseline can hold. The alternatives are those a regression would move traffic to: the
 * other routers of the run, the reference model, and every model that the policy itself uses. Of quality and accuracy one
 * more: to lose what was had, which is how a harm is made by the fewest prompts.
 */
export function planningOfRun(
  { table, split }: Pick<GateTree, 'table' | 'split'>,
  { test }: Pick<Measurement, 'test'>,
  evaluated: RunToPlanWith,
): Baseline['planning'] {
  const labels = Array.from(split.test, (row) => table.models.findIndex(({ id }) => id === table.examples[row]!.label));
  const planning: Baseline['planning'] = {};
  const alternatives = alternativesOf(evaluated);
  for (const name of CRITERIA) {
    const { of, relative } = CRITERION[name];
    const positions = [...test.keys()].filter((i) => of(test[i]!) !== null);
    const clusters = clustersOf(positions.map((i) => test[i]!.cluster));
    const own = Float64Array.from(positions, (i) => of(test[i]!)!);
    // A latency that is known for some prompts only is none of the policy's.
    if (clusters.count < 2 || (relative && (positions.length < test.length || !(mean(own) > 0)))) continue;
    const values = alternatives.map((alternative) => ({
      name: alternative.name,
      values: valuesOf(name, alternative, evaluated.outcomes, labels, positions),
    }));
    const known = values.filter((each) => each.values.every((value) => !Number.isNaN(value)));
    const lost = relative ? [] : [{ name: 'lose all', values: new Float64Array(own.length) }];
    planning[name] = planningOf({ own, alternatives: [...known, ...lost], clusters, relative });
  }
  return planning;
}

function alternativesOf({ once, policy, decided, outcomes }: RunToPlanWith): Alternative[] {
  const { results, decisions, bills } = once;
  const rows = decided.choices.length;
  const free = { billUsd: new Float64Array(rows), billLatencyMs: new Float64Array(rows) };
  const used = new Set(decided.choices);
  const singles = results.models.flatMap(({ id }, m) =>
    id !== policy.candidate && (used.has(m) || id === results.referenceModel)
      ? [{ name: id, choices: alwaysModel(outcomes, m), ...free }]
      : [],
  );
  const routers = results.routers
    .filter(({ name }) => name !== policy.candidate)
    .map(({ name }) => ({ name, choices: decisions.get(name)!, ...bills.get(name)! }));
  return [...routers, ...singles];
}

function valuesOf(
  name: CriterionName,
  { choices, billUsd, billLatencyMs }: Alternative,
  outcomes: Outcomes,
  labels: readonly number[],
  positions: readonly number[],
): Float64Array {
  const at = (column: Float64Array) => Float64Array.from(positions, (i) => column[i]!);
  if (name === 'quality') return at(atChoices(outcomes, 'quality', choices));
  if (name === 'cost') return at(atChoices(outcomes, 'costUsd', choices).map((usd, i) => usd + billUsd[i]!));
  if (name === 'latency') return at(atChoices(outcomes, 'latencyMs', choices).map((ms, i) => ms + billLatencyMs[i]!));
  return Float64Array.from(positions, (i) => (choices[i] === labels[i] ? 1 : 0));
}
