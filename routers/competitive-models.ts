import { hull } from '../harness/evaluate/metrics/hull.ts';
import { meanPerModel, type OutcomeTable } from '../harness/outcome-table.ts';

/**
 * The models on the non-decreasing convex hull of mean cost and quality on train: those that the zero router mixes.
 * Settings are judged by how well they tell these apart; in a pool of many models most are dominated, and what is
 * predicted of them hardly matters. All models where the hull has fewer than two, or costs are not known.
 */
export function competitiveModels(train: OutcomeTable): readonly number[] {
  const quality = meanPerModel(train, 'quality');
  const costUsd = meanPerModel(train, 'costUsd');
  const all = [...quality.keys()];
  if (costUsd.some(Number.isNaN) || quality.some(Number.isNaN)) return all;
  const vertices = hull(all.map((m) => ({ costUsd: costUsd[m]!, quality: quality[m]! })));
  return vertices.length < 2 ? all : vertices.map(({ index }) => index).sort((a, b) => a - b);
}
