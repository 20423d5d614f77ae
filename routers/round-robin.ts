import { z } from 'zod';
import { fingerprint } from '../harness/fingerprint.ts';
import type { RouteRequest } from '../harness/request.ts';
import { type FittedRouter, FREE, type Router, type RouterKind, type RouterSpec } from '../harness/router.ts';
import { modelIndices } from './model-indices.ts';
import { checkedOptions } from './router-options.ts';

const optionsSchema = z.strictObject({
  /** The models that take turns; the whole pool when left out. */
  models: z.array(z.string()).min(1).optional(),
  name: z.string().optional(),
});
export type RoundRobinOptions = z.input<typeof optionsSchema>;

/**
 * Load balancing: equal shares to each model, whatever is asked. The turn is drawn by a hash of the messages (of the
 * session where there is one), not by a counter, so that the same request always goes to the same model.
 */
export function roundRobin(given: RoundRobinOptions = {}): Router {
  const options = checkedOptions('roundRobin', optionsSchema, given);
  return {
    name: options.name ?? 'round-robin',
    learned: false,
    fit: async (train) => {
      const pool = train.models.map((model) => model.id);
      return restore({
        kind: 'round-robin',
        models: pool,
        params: { models: options.models ?? pool },
        attachments: {},
      });
    },
  };
}

const params = z.strictObject({ models: z.array(z.string()).min(1) });

export const roundRobinKind: RouterKind = { kind: 'round-robin', params, restore };

function restore(spec: RouterSpec): FittedRouter {
  const { models } = spec.params as z.infer<typeof params>;
  const indices = modelIndices(models, spec.models, 'round-robin');
  const turns = indices.map((_, turn) => [...indices.slice(turn), ...indices.slice(0, turn)]);
  return {
    spec,
    notes: [],
    assess: async (requests) =>
      requests.map((request) => {
        const turn = hashed(request, turns.length);
        return {
          kind: 'ranking',
          models: turns[turn]!,
          bill: FREE,
          why: () => [`turn ${turn + 1} of ${turns.length}`],
        };
      }),
  };
}

function hashed(request: RouteRequest, below: number): number {
  const key = request.session?.id ?? JSON.stringify(request.messages.map(({ role, content }) => [role, content]));
  return Number.parseInt(fingerprint(key).slice(0, 12), 16) % below;
}
