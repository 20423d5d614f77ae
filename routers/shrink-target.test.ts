import { describe, expect, it } from 'vitest';
import type { BenchError } from '../harness/bench-error.ts';
import { contractTable } from './fixtures.contract.ts';
import { answeredOutcomes, meanOutcomes } from './outcome-means.ts';
import { fitShrinkTarget, shrinkTarget } from './shrink-target.ts';

describe('fitShrinkTarget', () => {
  const table = contractTable(60, 1);
  const outcomes = answeredOutcomes(table, 'knn');
  const request = (metadata: Record<string, string>) => ({ messages: [], metadata });

  it('is the overall mean for a value that was not seen and for a request without the field', () => {
    const prior = shrinkTarget(fitShrinkTarget({ metadata: 'tier' }, table, outcomes), 3);
    const overall = meanOutcomes(outcomes);
    expect(prior(request({ tier: 'silver' }))).toEqual(overall);
    expect(prior(request({}))).toEqual(overall);
    expect(prior(request({ tier: 'gold' }))).not.toEqual(overall);
  });

  it('names the fields that there are', () => {
    const error = (() => {
      try {
        return fitShrinkTarget({ metadata: 'teir' }, table, outcomes);
      } catch (reason) {
        return reason as BenchError;
      }
    })();
    expect(error).toMatchObject({ message: expect.stringContaining('"teir"'), hint: 'Fields: tier, seats, vip.' });
  });
});
