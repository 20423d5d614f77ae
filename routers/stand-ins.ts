import { preferenceOrder } from '../harness/evaluate/preference-order.ts';
import type { ModelId } from '../harness/model.ts';
import { meanPerModel, type OutcomeTable } from '../harness/outcome-table.ts';

/** The models that may stand in for those of `taken`: by mean quality on train, best first, as evaluation has it. */
export function standIns(train: OutcomeTable, taken: readonly ModelId[]): ModelId[] {
  const means = { quality: meanPerModel(train, 'quality'), costUsd: meanPerModel(train, 'costUsd') };
  return preferenceOrder(means)
    .map((model) => train.models[model]!.id)
    .filter((id) => !taken.includes(id));
}
