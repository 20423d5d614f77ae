import { describe, expect, it } from 'vitest';
import type { BenchError } from '../bench-error.ts';
import type { Model } from '../model.ts';
import { constraintCheck } from './constraints.ts';
import { policySchema } from './policy.ts';

const POOL: readonly Model[] = [{ id: 'small', attributes: { baa: true } }];
const METADATA = { tier: { type: 'string' as const } };

function refusal(allow: string): BenchError {
  try {
    constraintCheck([{ name: 'rule', allow }], POOL, METADATA);
  } catch (error) {
    return error as BenchError;
  }
  throw new Error('it was taken');
}

describe('a constraint that cannot hold for anybody to read', () => {
  it.each(['metadata.teir == "pro"', 'model.region == "eu"', 'prompt.language == "eng"', 'live.time > 1.0'])(
    'is refused where it names what is not declared: %s',
    (allow) => {
      const { name, message, hint } = refusal(allow);
      expect(name).toBe('BenchError');
      expect(message).toMatch(/^constraint "rule": condition: No such key: \w+/);
      expect(message).toContain('^');
      expect(hint).toMatch(
        /^Conditions speak of prompt.tokens, .*metadata.tier, model.baa, model.id, live.remainingUsd\.$/,
      );
    },
  );

  it.each(['metadata.tier > 5', 'model.baa && prompt.tokens', 'metadata.tier == "pro" &&', 'unknown == 1'])(
    'is refused with a caret where it does not type-check: %s',
    (allow) => {
      expect(refusal(allow).message).toMatch(/^constraint "rule": [\s\S]*\^/);
    },
  );

  it('is refused where it is no condition', () => {
    expect(refusal('prompt.tokens').message).toContain('is of type double, and a condition is true or false');
  });
});

it('a policy with a model without price is refused, naming the field', () => {
  const { error } = policySchema.shape.pool.safeParse([{ id: 'small' }]);
  expect(error!.issues.map(({ path }) => path.join('.'))).toEqual(['0.price']);
});
