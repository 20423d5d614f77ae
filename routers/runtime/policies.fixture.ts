import type { PolicyDraft } from '../../harness/policy/write-policy.ts';
import type { RouteRequest } from '../../harness/request.ts';
import type { RouterSpec } from '../../harness/router.ts';
import type { GivenEmbedder } from './runtime-options.ts';

const POOL = ['small', 'large'];
const price = (usd: number) => ({
  usdPerRequest: 0,
  inputUsdPerMillionTokens: usd,
  outputUsdPerMillionTokens: usd,
  source: 'card' as const,
});

/** A policy over a small and a large model, quality at any price; the large one has no agreement on health data. */
export function draft(changes: Partial<PolicyDraft> = {}): PolicyDraft {
  return {
    name: 'runtime-test',
    routerName: 'test',
    salt: 'salt',
    pool: [
      { id: 'small', provider: 'near', price: price(1), attributes: { baa: true } },
      { id: 'large', provider: 'far', price: price(10), attributes: { baa: false } },
    ],
    metadata: { dataClass: { type: 'string' } },
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
    ...changes,
  };
}

export const PHI = { name: 'phi', allow: 'metadata.dataClass != "phi" || model.baa' };

/** Everything to the large model, then to the small one. */
export const rulesSpec: RouterSpec = {
  kind: 'rules',
  models: POOL,
  params: { rules: [], otherwise: ['large', 'small'], metadata: {} },
  attachments: {},
};

/** Tries the small model, and takes its answer where its judge gives at least the tradeoff. */
export const cascadeSpec: RouterSpec = {
  kind: 'cascade',
  models: POOL,
  params: { signal: 'judge', models: POOL },
  attachments: {},
};

const floats = (values: readonly number[], shape: readonly number[]) => ({ data: Float64Array.from(values), shape });

/** Predicts quality .5 of the small and .75 of the large model, and 100 tokens of both, whatever the vector. */
export const linearSpec: RouterSpec = {
  kind: 'linear',
  models: POOL,
  params: { alpha: 1, dimensions: 2, text: { prefixes: [], suffixes: [] } },
  attachments: {
    qualitySlopes: floats([0, 0, 0, 0], [2, 2]),
    qualityIntercepts: floats([0.5, 0.75], [2]),
    tokensSlopes: floats([0, 0, 0, 0], [2, 2]),
    tokensIntercepts: floats([100, 100], [2]),
    tokensRange: floats([1, 1000, 1, 1000], [2, 2]),
  },
  embedder: 'f'.repeat(64),
};
export const embedder = { name: 'tiny', fingerprint: linearSpec.embedder!, dimensions: 2 };

export const embed: GivenEmbedder = {
  fingerprint: embedder.fingerprint,
  embed: async (texts) => texts.map(() => [1, 0]),
  rates: { usdPerMillionTokens: 0, latencyMsPerToken: 0, latencyMsPerCall: 1, asOf: '2026-01-01' },
};

export function ask(content: string, more: Partial<RouteRequest> = {}): RouteRequest {
  return { messages: [{ role: 'user', content }], metadata: { dataClass: 'public' }, ...more };
}
