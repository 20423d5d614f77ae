import { join } from 'node:path';
import { BenchError } from '../../harness/bench-error.ts';
import { decide } from '../../harness/evaluate/decide.ts';
import type { Evaluation } from '../../harness/evaluate/evaluate.ts';
import type { EvaluationInput } from '../../harness/evaluate/evaluation-input.ts';
import { tradeoffAt } from '../../harness/evaluate/operating-point.ts';
import type { Model } from '../../harness/model.ts';
import { allowedAt } from '../../harness/outcome-table.ts';
import type { Policy } from '../../harness/policy/policy.ts';
import { readPolicy } from '../../harness/policy/read-policy.ts';
import { writePolicy } from '../../harness/policy/write-policy.ts';
import type { RouterSpec } from '../../harness/router.ts';
import { routerKinds } from '../../routers/index.ts';
import type { PolicyFacts } from '../bench/fit-candidates.ts';
import { shippedDraft } from '../bench/shipped-draft.ts';
import { specWithoutRouter } from '../bench/spec-without-router.ts';
import type { KeptRun } from '../kept/read-evaluation.ts';

export interface PolicyToReship extends Evaluation {
  /** Folder of the old run. */
  readonly run: string;
  readonly kept: KeptRun;
  /** The evaluation at the new prices. */
  readonly input: EvaluationInput;
}

/**
 * Writes the policy that ships at the new prices: the router as it was fitted for the old run, with the new prices and its
 * new operating point. Read again, it must decide every test query as the report says.
 *
 * @throws {BenchError} when the policies of the old run do not hold
 * @throws {Error} when the policy decides otherwise than the report: a bug
 */
export async function reshipPolicy(folder: string, shipped: PolicyToReship): Promise<void> {
  const { run, kept, input, results } = shipped;
  const { candidate, kind } = results.policy;
  const from = kind === 'router' ? kept.policies.get(candidate)! : [...kept.policies.values()][0]!;
  const { policy, spec } = await readPolicy(join(run, from), routerKinds);
  checkPool(join(run, from), spec, input.table.models);
  const facts = newFacts(policy, input);
  if (kind !== 'router') {
    const tools = { countTokens: () => 0, seed: input.seed };
    const routerless = await specWithoutRouter(results, input.table, facts.salt, tools);
    await writePolicy(folder, shippedDraft(results, facts, null), routerless);
    return;
  }
  await writePolicy(folder, shippedDraft(results, facts, policy.embedder), spec);
  checkDecisions((await readPolicy(folder, routerKinds)).policy, shipped);
}

function newFacts(
  { salt, metadata, constraints, provenance }: Policy,
  { table, fingerprints }: EvaluationInput,
): PolicyFacts {
  const { prices, code } = fingerprints;
  return {
    salt,
    metadata,
    constraints,
    pool: table.models as Policy['pool'],
    provenance: { ...provenance, fingerprints: { ...provenance.fingerprints, prices, code } },
  };
}

function checkPool(path: string, { models }: RouterSpec, pool: readonly Model[]): void {
  if (models.length === pool.length && models.every((id, m) => id === pool[m]!.id)) return;
  throw new BenchError(
    `${path} has the models ${models.join(', ')}, evaluation.json ${pool.map(({ id }) => id).join(', ')}`,
  );
}

/** What the router says of a request is as recorded: prices, operating point and draws are what can be wrong. */
function checkDecisions(policy: Policy, { input, decisions, results }: PolicyToReship): void {
  const { table, split, inputTokens, draws } = input;
  const { assessments } = input.candidates.find(({ name }) => name === results.policy.candidate)!;
  const reported = decisions.get(results.policy.candidate)!;
  split.test.forEach((row, i) => {
    const assessment = assessments.test[i]!;
    if (assessment.kind === 'cascade') return; // its tradeoff is no price
    const tradeoff = tradeoffAt(policy.operatingPoint, draws![row]!);
    const mask = allowedAt(table, row);
    const [model = -1] = decide(assessment, policy.pool as readonly Model[], inputTokens[row]!, mask, tradeoff);
    if (model !== reported[i]) throw new Error(`the policy sends query ${i} to ${model}, the report to ${reported[i]}`);
  });
}
