import { z } from 'zod';
import { type FittedRouter, FREE, type Router, type RouterKind, type RouterSpec } from '../harness/router.ts';
import { modelIndices } from './model-indices.ts';
import { checkedOptions } from './router-options.ts';
import { standIns } from './stand-ins.ts';

const optionsSchema = z.strictObject({
  model: z.string(),
  /** Who stands in where the model may not be asked, in order; the others by mean quality on train where left out. */
  otherwise: z.array(z.string()).optional(),
  name: z.string().optional(),
});
export type FixedOptions = z.input<typeof optionsSchema>;

/** Sends everything to one model, and what constraints keep from it to the next that may be asked. */
export function fixed(given: FixedOptions): Router {
  const options = checkedOptions('fixed', optionsSchema, given);
  return {
    name: options.name ?? `fixed-${options.model}`,
    learned: false,
    fit: async (train) =>
      restore({
        kind: 'fixed',
        models: train.models.map((model) => model.id),
        params: { model: options.model, otherwise: options.otherwise ?? standIns(train, [options.model]) },
        attachments: {},
      }),
  };
}

const params = z.strictObject({ model: z.string(), otherwise: z.array(z.string()).default([]) });

export const fixedKind: RouterKind = { kind: 'fixed', params, restore };

function restore(spec: RouterSpec): FittedRouter {
  const { model, otherwise } = params.parse(spec.params);
  const models = modelIndices([model, ...otherwise], spec.models, 'fixed');
  const why = () => [`always ${model}`];
  return {
    spec,
    notes: [],
    assess: async (requests) => requests.map(() => ({ kind: 'ranking', models, bill: FREE, why })),
  };
}
