import type { EvaluationInput } from '../../harness/evaluate/evaluation-input.ts';
import type { Chosen, Estimate, OperatingPoint, Results } from '../../harness/evaluate/results.ts';
import { policySignal } from '../../reports/standing.ts';
import type { KeptRun } from '../kept/read-evaluation.ts';
import { frozenCost } from './frozen-decisions.ts';
import type { PriceChange } from './price-changes.ts';

interface BeforeAfter<T> {
  readonly before: T;
  readonly after: T;
}

/** A candidate at its chosen operating point, on test. */
interface Delivered {
  /** Mean USD per query. */
  readonly costUsd: number;
  readonly quality: number;
  readonly operatingPoint: OperatingPoint;
  readonly feasible: boolean;
}

/** A candidate under both prices. */
export interface ComparedCandidate extends BeforeAfter<Delivered> {
  readonly name: string;
  /** Mean USD per query of the old choices at the new prices. */
  readonly frozenCostUsd: number;
}

interface Shipped {
  readonly candidate: string;
  readonly kind: 'router' | 'single' | 'mixture';
  /** The signal that accepts answers, where a cascade ships. */
  readonly signal?: string;
}

export interface RunComparison {
  /** Names of the runs. */
  readonly run: BeforeAfter<string>;
  readonly prices: readonly PriceChange[];
  readonly reference: BeforeAfter<{ readonly model: string; readonly costUsd: number; readonly quality: number }>;
  readonly routers: readonly (ComparedCandidate & { readonly aiq: BeforeAfter<Estimate> })[];
  readonly singles: readonly ComparedCandidate[];
  /** What ships. */
  readonly policy: BeforeAfter<Delivered & Shipped> & {
    /** Mean USD per query when the old policy is kept. */
    readonly frozenCostUsd: number;
    /** Another candidate ships, or it meets the objective no longer, or does so now. */
    readonly verdictChanged: boolean;
  };
}

/** Old against new, and what the old choices would cost now. */
export function compareRuns(
  kept: KeptRun,
  input: EvaluationInput,
  results: Results,
  changes: Iterable<PriceChange>,
): RunComparison {
  const old = kept.results;
  const routers = results.routers.map((router, i) => {
    const { name, chosen, aiq } = old.routers[i]!;
    return {
      name,
      aiq: { before: aiq, after: router.aiq },
      before: delivered(chosen),
      after: delivered(router.chosen),
      frozenCostUsd: frozenCost(input, input.candidates[i]!, kept.decisions.get(name)!, chosen.operatingPoint),
    };
  });
  const singles = results.singles.map(({ model, chosen }, i) => {
    const after = delivered(chosen);
    return { name: model, before: delivered(old.singles[i]!.chosen), after, frozenCostUsd: after.costUsd };
  });
  return {
    run: { before: old.name, after: results.name },
    prices: [...changes],
    reference: { before: referenceOf(old), after: referenceOf(results) },
    routers,
    singles,
    policy: {
      before: policyOf(old),
      after: policyOf(results),
      frozenCostUsd: frozenCostOfShipped(old, [...routers, ...singles]),
      verdictChanged: (['candidate', 'kind', 'feasible'] as const).some(
        (key) => old.policy[key] !== results.policy[key],
      ),
    },
  };
}

/** Of a mixture the costs of its models by their shares: a draw does not know prices. */
function frozenCostOfShipped({ policy, mixture }: Results, candidates: readonly ComparedCandidate[]): number {
  const costOf = (candidate: string) => candidates.find(({ name }) => name === candidate)!.frozenCostUsd;
  if (policy.kind !== 'mixture') return costOf(policy.candidate);
  return mixture!.models.reduce((sum, { model, share }) => sum + share * costOf(model), 0);
}

function delivered({ costUsd, quality, operatingPoint, feasible }: Chosen): Delivered {
  return { costUsd: costUsd.value, quality: quality.value, operatingPoint, feasible };
}

function referenceOf({ referenceModel, models }: Results) {
  const { costUsd, quality } = models.find(({ id }) => id === referenceModel)!;
  return { model: referenceModel, costUsd: costUsd.value, quality: quality.value };
}

function policyOf(results: Results): Delivered & Shipped {
  const { candidate, kind, chosen, feasible } = results.policy;
  const signal = policySignal(results);
  return { candidate, kind, ...delivered(chosen), feasible, ...(signal === undefined ? {} : { signal }) };
}
