import { type EvaluateOptions, evaluate, type MeasuredEvaluation } from '../../harness/evaluate/evaluate.ts';
import type { EvaluationInput } from '../../harness/evaluate/evaluation-input.ts';
import type { Split } from '../../harness/evaluate/split.ts';
import type { Objective } from '../../harness/objective.ts';
import { type OutcomeTable, takeRows } from '../../harness/outcome-table.ts';
import type { Router } from '../../harness/router.ts';
import type { Tools } from '../../harness/tools.ts';
import type { FittedCandidate } from '../bench/fit-candidates.ts';
import { assessDirectly, fitOrLeaveOut, noRouterFits } from '../bench/fit-router.ts';
import { policySalt } from '../bench/policy-salt.ts';
import { pricedModels } from '../bench/prepare-data.ts';

export interface ToEvaluateOnce {
  /** Complete rows only. Models without a price get the one that the costs of the training rows say. */
  readonly table: OutcomeTable;
  /** Row indices of `table`. */
  readonly split: Split;
  readonly routers: readonly Router[];
  /** Leave out routers that do not fit the data instead of failing, as a bench does for a dataset named beside its config. */
  readonly leaveOutMisfits: boolean;
  readonly objective: Objective;
  /** Tokens per row of `table`. */
  readonly inputTokens: Float64Array;
  readonly dataset: EvaluationInput['dataset'];
  /** Their seed is replaced by `seed`. */
  readonly tools: Tools;
  /** Of everything random in fitting, and of the draws of mixtures: what a bench with this seed would take. */
  readonly seed: number;
  /** Default `verdict`: without the curves by which nothing is decided. */
  readonly detail?: EvaluateOptions['detail'];
}

export interface OnceEvaluated extends MeasuredEvaluation {
  readonly fitted: readonly FittedCandidate[];
  /** A line for each router that did not fit the data. */
  readonly leftOut: readonly string[];
}

/**
 * A bench without its folder, for what needs many of them: fits the routers on train, asks them about validate and test in
 * memory, evaluates. No policy is written, no control is fitted, and the fingerprints are empty; the figures are those of a
 * bench, because a restored router says the same as the one that was fitted.
 *
 * @throws {BenchError} when no router fits, or the split is too small for an interval
 */
export async function evaluateOnce(given: ToEvaluateOnce): Promise<OnceEvaluated> {
  const { split, objective, inputTokens, dataset, seed, detail = 'verdict' } = given;
  const table = { ...given.table, models: pricedModels(given.table, split.train).models };
  const { fitted, leftOut } = await fitInMemory({ ...given, table });
  const evaluation = evaluate(
    {
      name: 'once',
      seed,
      salt: policySalt(dataset.card.name, seed),
      dataset,
      table,
      split,
      objective,
      inputTokens,
      candidates: fitted.map(({ candidate }) => candidate),
      fingerprints: { dataset: '', prices: '', embedder: null, config: '', code: '' },
    },
    { detail },
  );
  return { ...evaluation, fitted, leftOut };
}

async function fitInMemory(given: ToEvaluateOnce): Promise<Pick<OnceEvaluated, 'fitted' | 'leftOut'>> {
  const { table, split, routers, leaveOutMisfits, seed } = given;
  const tools = { ...given.tools, seed };
  const train = takeRows(table, split.train);
  const fitted: FittedCandidate[] = [];
  const leftOut: string[] = [];
  for (const each of routers) {
    const router = each.withIds?.(table.examples) ?? each;
    const own = await fitOrLeaveOut(router, train, tools, leaveOutMisfits ? leftOut : undefined);
    if (own === undefined) continue;
    fitted.push({
      spec: own.spec,
      candidate: {
        name: router.name,
        kind: own.spec.kind,
        learned: router.learned,
        ...(router.notDeployable === undefined ? {} : { notDeployable: router.notDeployable }),
        notes: own.notes,
        assessments: await assessDirectly(own, { table, split }, tools),
        files: { assessments: '', decisions: '' },
      },
    });
  }
  if (fitted.length === 0) throw noRouterFits(leftOut);
  return { fitted, leftOut };
}
