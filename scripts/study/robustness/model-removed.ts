import {
  type RemovedModel,
  type Robustness,
  removedModelSchema,
} from '../../../harness/evaluate/studies/robustness-schema.ts';
import { shippedAgainst } from '../../../harness/evaluate/studies/shipped.ts';
import { takeModels } from '../../../harness/outcome-table.ts';
import { evaluateVariant, fitVariant, variantOf } from './fit-variant.ts';
import { modelsByTraffic } from './models-by-traffic.ts';
import type { StudyInput } from './study-input.ts';

/** Each removal is a fit of all routers. */
const MOST_REMOVED = 8;

/** The models with the most traffic, in the order of the pool; none where without one there is nothing to route. */
export function modelsToRemove({ base }: Pick<StudyInput, 'base'>): readonly number[] {
  if (base.results.models.length < 3) return [];
  return modelsByTraffic(base.results)
    .slice(0, MOST_REMOVED)
    .sort((a, b) => a - b);
}

/** What is left of the verdict without one of the models. */
export async function modelRemoved(input: StudyInput): Promise<Robustness['modelRemoved']> {
  const { table, parts, done } = input;
  const removed = modelsToRemove(input);
  if (removed.length === 0) {
    return { undefined: `because of a pool of ${table.models.length} nothing is left to route between` };
  }
  const models: RemovedModel[] = [];
  for (const model of removed) {
    const { id } = table.models[model]!;
    models.push(await parts.once(`robustness/without/${id}`, removedModelSchema, () => without(input, model)));
    done();
  }
  return { models, notTried: table.models.length - removed.length };
}

async function without(input: StudyInput, model: number): Promise<RemovedModel> {
  const { table, split, base } = input;
  const { id } = table.models[model]!;
  const others = [...table.models.keys()].filter((m) => m !== model);
  const data = { table: takeModels(table, others), split };
  const own = { ...input, objective: objectiveWithout(input.objective, id) };
  const { candidates, leftOut } = await fitVariant(own, data);
  const evaluation = evaluateVariant(own, data, candidates);
  const ships = shippedAgainst(evaluation, data.table, split, { table, model: base.results.referenceModel });
  return { model: id, ...variantOf(evaluation, ships, leftOut) };
}

/** A reference model that is gone cannot be named: the best on train takes its place. */
function objectiveWithout(objective: StudyInput['objective'], id: string): StudyInput['objective'] {
  if (objective.reference !== id) return objective;
  const { reference: _, ...rest } = objective;
  return rest;
}
