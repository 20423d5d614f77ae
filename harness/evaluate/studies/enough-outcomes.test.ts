import { describe, expect, it } from 'vitest';
import { enoughOutcomes } from './enough-outcomes.ts';
import type { FewOutcomes } from './robustness-schema.ts';

/** Outcomes, quality and cost of what ships with them. */
function steps(...given: readonly (readonly [number, number, number])[]): FewOutcomes[] {
  const around = (value: number) => ({ value, low: value, high: value, n: 10, clusters: 10 });
  return given.map(([outcomes, quality, costUsd]) => ({
    outcomes,
    routers: [],
    leftOut: [],
    ships: {
      candidate: 'knn',
      kind: 'router',
      feasible: true,
      referenceModel: 'm',
      promised: { quality, costUsd },
      quality: around(quality),
      costUsd: around(costUsd),
      qualityGained: around(0),
      costSaved: around(0),
    },
  }));
}

describe('enoughOutcomes', () => {
  it('is the first from which on all are within the margin and no dearer', () => {
    expect(enoughOutcomes(steps([25, 0.7, 1], [50, 0.795, 1.04], [100, 0.81, 0.9], [900, 0.8, 1]), 0.01)).toBe(50);
  });

  it('believes no lucky number before a worse one', () => {
    expect(enoughOutcomes(steps([25, 0.8, 1], [50, 0.8, 1.2], [100, 0.8, 1], [900, 0.8, 1]), 0.01)).toBe(100);
  });

  it('is all of them where none of the others is enough', () => {
    expect(enoughOutcomes(steps([25, 0.8, 2], [50, 0.7, 1], [900, 0.8, 1]), 0.01)).toBe(900);
  });
});
