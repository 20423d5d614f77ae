import type { Baseline, Measurement, TestRow } from './baseline.ts';

export const PRICE = {
  usdPerRequest: 0,
  inputUsdPerMillionTokens: 1,
  outputUsdPerMillionTokens: 4,
  source: 'card' as const,
};

/** A measurement of `count` test prompts, each by itself; `change` says what is different about a row. */
export function measurementFixture(count: number, change: (i: number) => Partial<TestRow> = () => ({})): Measurement {
  return {
    dataset: { name: 'toy', simulated: true },
    fingerprints: { dataset: 'd', prices: 'p', embedder: null, config: 'c', code: '0' },
    seed: 1,
    objective: { kind: 'cheapest-within', margin: 0.02 },
    models: ['small', 'large'].map((id) => ({ id, price: PRICE })),
    policy: { candidate: 'knn', kind: 'router', operatingPoint: { mix: [{ tradeoff: null, share: 1 }] } },
    routers: [],
    train: [{ id: 'a train prompt', hash: 'aaaaaaaaaa' }],
    validate: [{ id: 'v1', hash: 'bbbbbbbbbb' }],
    test: Array.from({ length: count }, (_, i) => ({
      id: `q${i}`,
      hash: 'cccccccccc',
      model: i % 2,
      quality: i % 4 === 0 ? 0 : 1,
      costUsd: 0.001 + 0.001 * (i % 2),
      latencyMs: 800 + (i % 7),
      correct: i % 3 === 0 ? 0 : 1,
      violations: 0,
      cluster: i,
      ...change(i),
    })),
  };
}

/** A baseline that plans with one alternative, which is right on other prompts and dearer by a tenth on average. */
export function baselineFixture(count: number): Baseline {
  const other = { name: 'other', mean: 0, square: 0.2 / count };
  const planning = { queries: count, clusters: count, alternatives: [other] };
  return {
    ...measurementFixture(count),
    planning: { quality: planning, cost: { ...planning, ownError: 0.01 }, latency: planning, accuracy: planning },
  };
}
