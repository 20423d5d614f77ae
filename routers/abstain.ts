import { z } from 'zod';
import type { NeighbourIndex } from '../harness/embed/nearest.ts';
import { meanPerModel, type OutcomeTable } from '../harness/outcome-table.ts';
import type { Assessment, RouterSpec } from '../harness/router.ts';
import { nearestRank } from '../harness/statistics/nearest-rank.ts';
import { groupNumbers } from './group-folds.ts';
import { modelIndices } from './model-indices.ts';

/** The option `abstain` of routers that know how far a request is from what they were fitted on. */
export const abstainOption = z.strictObject({
  /** 1 − cosine, 0..2, or a quantile of that of the training prompts; .99 is a good beginning. */
  beyond: z.union([z.number().min(0).max(2), z.strictObject({ quantile: z.number().gt(0).max(1) })]),
  /** Where such a request goes. Left out: the model with the best mean quality on train, ties to the cheaper one. */
  use: z.string().optional(),
});
export type AbstainOption = z.output<typeof abstainOption>;

/** The same in a spec: a distance, and the models in order, the rest as fallbacks. */
export const abstainParams = z.strictObject({
  beyond: z.number().min(0).max(2),
  use: z.array(z.string()).min(1),
});
export type AbstainParams = z.infer<typeof abstainParams>;

/**
 * Settles where a router abstains.
 *
 * @param distances of the training prompts from what the router was fitted on, each from the others
 * @throws {BenchError} where the pool has no model of the name given
 */
export function fitAbstention(
  option: AbstainOption | undefined,
  train: OutcomeTable,
  distances: () => Promise<Float64Array>,
  router: string,
): Promise<{ abstain?: AbstainParams; notes: readonly string[] }> {
  return option === undefined ? Promise.resolve({ notes: [] }) : fitted(option, train, distances, router);
}

async function fitted(
  { beyond: given, use }: AbstainOption,
  train: OutcomeTable,
  distances: () => Promise<Float64Array>,
  router: string,
): Promise<{ abstain: AbstainParams; notes: readonly string[] }> {
  const ids = train.models.map(({ id }) => id);
  const byQuality = modelsByQuality(train);
  const first = use === undefined ? byQuality[0]! : modelIndices([use], ids, `${router}: abstain`)[0]!;
  const order = [first, ...byQuality.filter((model) => model !== first)].map((model) => ids[model]!);
  const known = await distances();
  const beyond = typeof given === 'number' ? given : nearestRank(known.slice(), given.quantile);
  const share = known.filter((distance) => distance > beyond).length / known.length;
  const where = typeof given === 'number' ? '' : `, the ${given.quantile} quantile of the training prompts`;
  const note = `abstains beyond a distance of ${Number(beyond.toFixed(4))}${where}, in favour of ${ids[first]}: ${(100 * share).toFixed(1)} % of the training prompts lie beyond`;
  return { abstain: { beyond, use: order }, notes: [note] };
}

/**
 * The assessment with the distance of its request, or the models that an abstaining router names instead.
 *
 * @param distance 1 − cosine, 0..2
 */
export function abstention(
  { abstain }: { readonly abstain?: AbstainParams | undefined },
  models: RouterSpec['models'],
): (assessment: Assessment, distance: number) => Assessment {
  if (abstain === undefined) return (assessment, distance) => ({ ...assessment, distance });
  const { beyond, use } = abstain;
  const order = modelIndices(use, models, 'abstain');
  return (assessment, distance) => {
    if (distance <= beyond) return { ...assessment, distance };
    const reason = `abstains: the distance ${distance.toFixed(3)} is beyond ${Number(beyond.toFixed(4))}, so ${use[0]} answers`;
    const { bill, why } = assessment;
    return { kind: 'ranking', models: order, bill, distance, why: () => [reason, ...why()] };
  };
}

/** 1 − cosine, from 0: rounding may leave a copy of a vector a little closer than itself. */
export function distanceOf(similarity: number): number {
  return Math.max(0, 1 - similarity);
}

/** Neighbours searched for one outside a prompt's own group; where all belong to it, the last one counts. */
const SEARCHED = 64;

/** Distance of each training prompt from the nearest one of another group: what a prompt of a new group would see. */
export async function leaveGroupOutDistances(
  index: NeighbourIndex,
  vectors: Float32Array,
  train: OutcomeTable,
): Promise<Float64Array> {
  const groups = groupNumbers(train.examples);
  const { k, indices, similarity } = await index.search(vectors, largestGroup(groups) + 1);
  return Float64Array.from(groups, (own, row) => {
    let at = row * k;
    while (at < (row + 1) * k - 1 && groups[indices[at]!] === own) at++;
    return distanceOf(similarity[at]!);
  });
}

function largestGroup(groups: Int32Array): number {
  const sizes = new Map<number, number>();
  for (const group of groups) sizes.set(group, (sizes.get(group) ?? 0) + 1);
  return Math.min(SEARCHED, Math.max(...sizes.values()));
}

/** Best mean quality on train first; ties to the cheaper one, then to pool order. */
function modelsByQuality(train: OutcomeTable): number[] {
  const quality = meanPerModel(train, 'quality');
  const costUsd = meanPerModel(train, 'costUsd');
  return [...quality.keys()].sort((a, b) => quality[b]! - quality[a]! || costUsd[a]! - costUsd[b]! || 0 || a - b);
}
