import { outcomesOf } from '../../harness/evaluate/outcomes.ts';
import type { Results } from '../../harness/evaluate/results.ts';
import type { Measurement } from '../../harness/gate/baseline.ts';
import { runIdentity } from '../bench/run-identity.ts';
import { evaluateOnce, type OnceEvaluated } from '../study/evaluate-once.ts';
import { asBenched } from '../study/open-study.ts';
import { datasetFacts } from '../study/study-setting.ts';
import type { GateTree } from './gate-tree.ts';
import type { MeasuredPolicy } from './measured-policy.ts';

/** A whole comparison, without what decides nothing: all routers fitted, the policy chosen again. */
export interface EvaluatedTree extends MeasuredPolicy {
  readonly once: OnceEvaluated;
}

export async function evaluateTree(tree: GateTree): Promise<EvaluatedTree> {
  const { config, dataset, data, table, split, tools, leaveOutMisfits } = tree;
  const once = await evaluateOnce({
    table,
    split,
    routers: config.routers,
    leaveOutMisfits,
    objective: config.objective,
    inputTokens: data.inputTokens,
    dataset: datasetFacts(dataset, data),
    tools,
    seed: config.seed,
  });
  const { results, shipped, bills } = once;
  const free = () => new Float64Array(shipped.length);
  const spent = bills.get(results.policy.candidate) ?? { billUsd: free(), billLatencyMs: free() };
  return {
    once,
    policy: policyOf(results),
    decided: { choices: shipped, ...spent },
    routers: results.routers.map(routerFigures),
    fingerprints: runIdentity(config, { dataset, table }, asBenched(once.fitted, config), tools).fingerprints,
    outcomes: outcomesOf(table, split.test),
  };
}

function policyOf({ policy: { candidate, kind, chosen }, mixture }: Results): Measurement['policy'] {
  const { operatingPoint } = chosen;
  return { candidate, kind, operatingPoint, ...(kind === 'mixture' ? { shares: [...mixture!.models] } : {}) };
}

function routerFigures({
  name,
  chosen,
  aiqMinusZero,
  labels,
}: Results['routers'][number]): Measurement['routers'][number] {
  const { quality, costUsd, costSaved } = chosen;
  return { name, quality, costUsd, costSaved, aiqMinusZero, ...(labels && { accuracy: labels.accuracy }) };
}
