import { describe, expect, it } from 'vitest';
import type { Objective } from '../objective.ts';
import { evaluate } from './evaluate.ts';
import { shippedCandidate } from './shipped-candidate.ts';
import { syntheticInput } from './synthetic-input.ts';

const OBJECTIVES: Objective[] = [
  { kind: 'cheapest-within', margin: 0.01 },
  { kind: 'cheapest-within', margin: 0.2, reference: 'model-0' },
  { kind: 'cheapest-within', margin: 0.05, maxP95LatencyMs: 1500 },
  { kind: 'cheapest-within', margin: 0.01, maxP95LatencyMs: 1 },
  { kind: 'best-under-budget', maxUsdPerQuery: 0.0005 },
  { kind: 'willingness-to-pay', usdPerQuality: 0.002 },
];

describe('shippedCandidate', () => {
  it('is what evaluate ships, whatever the objective, the skill of the router and the mask', () => {
    const seen = new Set<string>();
    for (const [seed, skill] of [
      [1, 0],
      [2, 0.5],
      [3, 0.9],
    ] as const) {
      for (const objective of OBJECTIVES) {
        const plain = syntheticInput({ examples: 150, models: 3, seed, skill, objective });
        const masks = plain.table.examples.map((_, row) => Uint8Array.of(1, row % 7 === 0 ? 0 : 1, 1));
        for (const input of [plain, { ...plain, allowed: masks }]) {
          const { candidate, kind } = evaluate(input).results.policy;
          expect(shippedCandidate(input)).toMatchObject({ candidate, kind });
          seen.add(kind);
        }
      }
    }
    expect([...seen].sort()).toEqual(['mixture', 'router', 'single']);
  });

  it('never is a router that may not ship', () => {
    const input = syntheticInput({
      examples: 1000,
      models: 3,
      seed: 3,
      skill: 1,
      objective: { kind: 'willingness-to-pay', usdPerQuality: 0.003 },
    });
    expect(shippedCandidate(input).kind).toBe('router');
    const candidates = input.candidates.map((each) => ({ ...each, notDeployable: 'it was recorded elsewhere' }));
    expect(shippedCandidate({ ...input, candidates }).kind).not.toBe('router');
  });
});
