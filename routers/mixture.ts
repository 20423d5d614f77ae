import { z } from 'zod';
import { drawOf } from '../harness/evaluate/operating-point.ts';
import { type FittedRouter, FREE, type Router, type RouterKind, type RouterSpec } from '../harness/router.ts';
import { modelIndices } from './model-indices.ts';
import { checkedOptions } from './router-options.ts';
import { standIns } from './stand-ins.ts';

const sharesSchema = z
  .array(z.strictObject({ model: z.string(), share: z.number().positive().max(1) }))
  .min(1)
  .refine((shares) => Math.abs(shares.reduce((sum, { share }) => sum + share, 0) - 1) < 1e-9, 'shares sum to 1');

const optionsSchema = z.strictObject({
  /** Models with their shares of the traffic, which sum to 1. */
  shares: sharesSchema,
  /** Decorrelates the draws of two mixtures. */
  salt: z.string().optional(),
  name: z.string().optional(),
});
export type MixtureOptions = z.input<typeof optionsSchema>;

/**
 * Fixed shares of the traffic, whatever is asked: the zero router as something that can ship. The model is drawn by a hash of
 * session or messages, so that the same request always goes to the same model.
 */
export function mixture(given: MixtureOptions): Router {
  const options = checkedOptions('mixture', optionsSchema, given);
  return {
    name: options.name ?? 'mixture',
    learned: false,
    fit: async (train) =>
      restore({
        kind: 'mixture',
        models: train.models.map(({ id }) => id),
        params: { shares: options.shares, salt: options.salt ?? 'mixture', otherwise: standIns(train, []) },
        attachments: {},
      }),
  };
}

const params = z.strictObject({
  shares: sharesSchema,
  salt: z.string(),
  /** Models by mean quality on train, best first: who stands in; the other models of the mixture where left out. */
  otherwise: z.array(z.string()).optional(),
});

export const mixtureKind: RouterKind = { kind: 'mixture', params, restore };

function restore(spec: RouterSpec): FittedRouter {
  const { shares, salt, otherwise } = spec.params as z.infer<typeof params>;
  const ids = shares.map(({ model }) => model);
  const indices = modelIndices(ids, spec.models, 'mixture');
  // Whoever is drawn comes first; the others stand in where a constraint forbids it.
  const others = otherwise === undefined ? indices : modelIndices(otherwise, spec.models, 'mixture');
  const orders = indices.map((drawn) => [drawn, ...others.filter((other) => other !== drawn)]);
  return {
    spec,
    notes: [],
    assess: async (requests) =>
      requests.map((request) => {
        const part = partOf(drawOf(request, salt), shares);
        return {
          kind: 'ranking',
          models: orders[part]!,
          bill: FREE,
          why: () => [`drawn with a share of ${(100 * shares[part]!.share).toFixed(1)} %`],
        };
      }),
  };
}

/** Shares are laid end to end; the last one gets what rounding leaves. */
function partOf(draw: number, shares: readonly { readonly share: number }[]): number {
  let end = 0;
  for (let part = 0; part < shares.length - 1; part++) {
    end += shares[part]!.share;
    if (draw < end) return part;
  }
  return shares.length - 1;
}
