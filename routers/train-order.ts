import { meanPerModel, type OutcomeTable } from '../harness/outcome-table.ts';

/** Model indices by mean quality on train, best first; equal ones by mean cost, then in pool order. */
export function modelsByTrainQuality(train: OutcomeTable): readonly number[] {
  const quality = knownOr(meanPerModel(train, 'quality'), Number.NEGATIVE_INFINITY);
  const costUsd = knownOr(meanPerModel(train, 'costUsd'), Number.POSITIVE_INFINITY);
  return [...train.models.keys()].sort(
    (a, b) => ascending(quality[b]!, quality[a]!) || ascending(costUsd[a]!, costUsd[b]!) || a - b,
  );
}

/** Index of the model with the least mean cost on train; the first of equal ones. */
export function cheapestOnTrain(train: OutcomeTable): number {
  const costUsd = knownOr(meanPerModel(train, 'costUsd'), Number.POSITIVE_INFINITY);
  return costUsd.indexOf(Math.min(...costUsd));
}

function knownOr(means: Float64Array, unknown: number): Float64Array {
  return means.map((mean) => (Number.isNaN(mean) ? unknown : mean));
}

/** As a difference, which infinities do not have. */
function ascending(a: number, b: number): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
