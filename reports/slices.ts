import type { CandidateMetrics } from '../harness/evaluate/metrics-schema.ts';
import type { Results } from '../harness/evaluate/results.ts';

/** The shipped policy in one slice, beside the reference model. */
export interface SliceRow {
  readonly name: string;
  readonly n: number;
  readonly quality: number;
  readonly costUsd: number;
  readonly referenceQuality: number;
  readonly referenceCostUsd: number;
  /** The model with most traffic. */
  readonly model: string;
  readonly share: number;
}

export interface SliceGroup {
  readonly key: string;
  readonly rows: readonly SliceRow[];
}

/** Slices of the test queries by metadata key; none where the dataset has no metadata or the results are older. */
export function sliceGroups(results: Results): readonly SliceGroup[] {
  const { metrics, policy, referenceModel } = results;
  const own = slicesOfPolicy(results);
  const reference = results.singles.find(({ model }) => model === referenceModel)?.metrics?.slices;
  if (metrics === undefined || own === undefined || reference === undefined) return [];
  return metrics.slices.map(({ key, values }, k) => ({
    key,
    rows: values.map(({ name, n }, slice): SliceRow => {
      const { quality, costUsd, shares } = own[k]![slice]!;
      const alone = reference[k]![slice]!;
      const share = Math.max(...shares);
      const model = results.models[shares.indexOf(share)]?.id ?? policy.candidate;
      return {
        name,
        n,
        quality,
        costUsd,
        referenceQuality: alone.quality,
        referenceCostUsd: alone.costUsd,
        model,
        share,
      };
    }),
  }));
}

/** 1 − cost ÷ cost of the reference model; nothing where that is free. */
export function sliceSaving({ costUsd, referenceCostUsd }: SliceRow): number | undefined {
  return referenceCostUsd > 0 ? 1 - costUsd / referenceCostUsd : undefined;
}

/** What no slices were made of, as a sentence; nothing where every key was cut. */
export function unslicedWords({ metrics }: Results, name: (key: string) => string): string | undefined {
  const keys = metrics?.unslicedKeys ?? [];
  if (keys.length === 0) return undefined;
  return `Not cut: ${keys.map(({ key, because }) => `${name(key)} (${because})`).join(', ')}.`;
}

function slicesOfPolicy({ policy, routers, singles, mixture }: Results): CandidateMetrics['slices'] | undefined {
  if (policy.kind === 'mixture') return mixture?.metrics?.slices;
  const candidate =
    policy.kind === 'router'
      ? routers.find(({ name }) => name === policy.candidate)
      : singles.find(({ model }) => model === policy.candidate);
  return candidate?.metrics?.slices;
}
