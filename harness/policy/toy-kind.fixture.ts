import { z } from 'zod';
import { costAt, type Price } from '../model.ts';
import type { RouteRequest } from '../request.ts';
import { FREE, type RouterKind, type RouterSpec } from '../router.ts';
import type { Tools } from '../tools.ts';
import type { PolicyDraft } from './write-policy.ts';

/** A router kind for tests of policies: predicts the qualities of its attachment for every request. */
export const toyKind: RouterKind = {
  kind: 'toy',
  params: z.strictObject({ greeting: z.string() }),
  restore(spec) {
    const quality = Float64Array.from(spec.attachments.quality!.data);
    const { greeting } = spec.params as { greeting: string };
    return {
      spec,
      notes: [],
      assess: async (requests) =>
        requests.map(() => ({
          kind: 'scores' as const,
          quality,
          outputTokens: new Float64Array(quality.length).fill(100),
          bill: FREE,
          why: () => [greeting],
        })),
    };
  },
};

export const toySpec: RouterSpec = {
  kind: 'toy',
  models: ['small', 'large'],
  params: { greeting: 'hello' },
  attachments: { quality: { data: Float32Array.of(0.5, 0.75), shape: [2] } },
};

const price = (usd: number) => ({
  usdPerRequest: 0,
  inputUsdPerMillionTokens: usd,
  outputUsdPerMillionTokens: usd,
  source: 'card' as const,
});

export const toyDraft: PolicyDraft = {
  name: 'toy-policy',
  routerName: 'toy',
  salt: 'salt',
  pool: [
    { id: 'small', price: price(1), attributes: { baa: true } },
    { id: 'large', price: price(10), attributes: { baa: false } },
  ],
  metadata: { dataClass: { type: 'string', values: ['phi', 'public'] } },
  constraints: [],
  embedder: null,
  operatingPoint: { mix: [{ tradeoff: null, share: 1 }] },
  provenance: {
    dataset: 'toy',
    simulated: true,
    fingerprints: { dataset: 'd', prices: 'p', code: 'c' },
    seed: 1,
    split: { train: 6, validate: 2, test: 2 },
  },
};

export const toyTools: Tools = { countTokens: (text) => text.length, seed: 1 };

/** What the dear model of the toy pool costs for `tokens` tokens of prompt. */
export function largeCost(tokens: number): number {
  return costAt(toyDraft.pool[1]!.price as Price, tokens, 100);
}

/** A request of one message. */
export const ask = (content: string, metadata: RouteRequest['metadata'] = {}): RouteRequest => ({
  messages: [{ role: 'user', content }],
  metadata,
});
