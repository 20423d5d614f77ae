import { BenchError } from '../../../harness/bench-error.ts';
import { type Evaluation, evaluate } from '../../../harness/evaluate/evaluate.ts';
import type { Candidate } from '../../../harness/evaluate/evaluation-input.ts';
import type { Shipped, Variant } from '../../../harness/evaluate/studies/robustness-schema.ts';
import { type OutcomeTable, takeRows } from '../../../harness/outcome-table.ts';
import { assessDirectly } from '../../bench/fit-router.ts';
import { policySalt } from '../../bench/policy-salt.ts';
import type { StudyInput } from './study-input.ts';

/** All routers fitted on one training table. */
export interface FittedVariant {
  readonly candidates: readonly Candidate[];
  /** Routers that this variant does not suit, and why. */
  readonly leftOut: Variant['leftOut'];
}

type Data = Pick<StudyInput, 'table' | 'split'>;

/**
 * Fits every router, and assesses validate and test. In memory: that policies decide as they were measured is what a bench
 * is there to prove.
 *
 * @param train what to fit on; the training rows of `data` where left out
 */
export async function fitVariant(
  { routers, tools }: StudyInput,
  data: Data,
  train: OutcomeTable = takeRows(data.table, data.split.train),
): Promise<FittedVariant> {
  const candidates: Candidate[] = [];
  const leftOut: { router: string; why: string }[] = [];
  for (const given of routers) {
    const router = given.withIds?.(data.table.examples) ?? given;
    try {
      const one = await router.fit(train, tools);
      candidates.push({
        name: router.name,
        kind: one.spec.kind,
        learned: router.learned,
        ...(router.notDeployable === undefined ? {} : { notDeployable: router.notDeployable }),
        notes: [],
        assessments: await assessDirectly(one, data, tools),
        files: { assessments: '', decisions: '' },
      });
    } catch (error) {
      if (!(error instanceof BenchError)) throw error;
      leftOut.push({ router: router.name, why: error.message });
    }
  }
  return { candidates, leftOut };
}

/** Chooses on validate and measures on test. */
export function evaluateVariant(
  { facts, objective, inputTokens, seed }: StudyInput,
  { table, split }: Data,
  candidates: readonly Candidate[],
): Evaluation {
  return evaluate(
    {
      name: 'variant',
      seed,
      salt: policySalt(facts.card.name, seed),
      dataset: facts,
      table,
      split,
      objective,
      inputTokens,
      candidates,
      fingerprints: { dataset: '', prices: '', embedder: null, config: '', code: '' },
    },
    { detail: 'verdict' },
  );
}

/** What of a variant stands in the study. */
export function variantOf({ results }: Evaluation, ships: Shipped, leftOut: Variant['leftOut']): Variant {
  const routers = results.routers.map(({ name, aiq, aiqMinusZero }) => ({ name, aiq, aiqMinusZero }));
  return { ships, routers, leftOut: [...leftOut] };
}
