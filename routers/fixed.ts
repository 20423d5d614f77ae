import { z } from 'zod';
import { type FittedRouter, FREE, type Router, type RouterKind, type RouterSpec } from '../harness/router.ts';
import { modelIndices } from './model-indices.ts';
import { checkedOptions } from './router-options.ts';

const optionsSchema = z.strictObject({ model: z.string(), name: z.string().optional() });
export type FixedOptions = z.input<typeof optionsSchema>;

/** Sends everything to one model. */
export function fixed(given: FixedOptions): Router {
  const options = checkedOptions('fixed', optionsSchema, given);
  return {
    name: options.name ?? `fixed-${options.model}`,
    learned: false,
    fit: async (train) =>
      restore({
        kind: 'fixed',
        models: train.models.map((model) => model.id),
        params: { model: options.model },
        attachments: {},
      }),
  };
}

const params = z.strictObject({ model: z.string() });

export const fixedKind: RouterKind = { kind: 'fixed', params, restore };

function restore(spec: RouterSpec): FittedRouter {
  const { model } = spec.params as z.infer<typeof params>;
  const models = modelIndices([model], spec.models, 'fixed');
  const why = () => [`always ${model}`];
  return {
    spec,
    notes: [],
    assess: async (requests) => requests.map(() => ({ kind: 'ranking', models, bill: FREE, why })),
  };
}
