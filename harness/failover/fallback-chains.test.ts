import { describe, expect, it } from 'vitest';
import type { RouteRequest } from '../request.ts';
import { fallbackChains } from './fallback-chains.ts';

const POOL = ['small', 'large', 'spare'];
const types = { tier: 'string' } as const;
const ask = (metadata: RouteRequest['metadata']): RouteRequest => ({
  messages: [{ role: 'user', content: 'hello' }],
  metadata,
});

describe('the fallback chains of a policy', () => {
  const chainOf = fallbackChains(
    [
      { name: 'gold', when: 'metadata.tier == "gold"', to: ['large', 'spare'] },
      { name: 'from large', from: 'large', to: ['small'] },
    ],
    POOL,
    types,
  );

  it('are tried in order: the first that applies to choice and request', () => {
    expect(chainOf(ask({ tier: 'gold' }), 'large')?.name).toBe('gold');
    expect(chainOf(ask({ tier: 'free' }), 'large')?.name).toBe('from large');
    expect(chainOf(ask({ tier: 'free' }), 'small')).toBeUndefined();
  });

  it('do not apply where their condition cannot be decided', () => {
    expect(chainOf(ask({}), 'small')).toBeUndefined();
  });

  it.each([
    [
      'a cycle',
      { name: 'loop', from: 'small', to: ['large', 'small'] },
      /"loop" comes back to small: small → large → small/,
    ],
    ['a model twice', { name: 'twice', to: ['large', 'spare', 'large'] }, /comes back to large/],
    ['a model outside the pool', { name: 'out', to: ['lage'] }, /"out": model "lage" is not in the pool/],
    ['a start outside the pool', { name: 'out', from: 'tiny', to: ['large'] }, /model "tiny" is not in the pool/],
    ['a condition on what nobody declares', { name: 'c', when: 'metadata.teir == "x"', to: [] }, /\^/],
    ['a condition that is none', { name: 'c', when: 'metadata.tier', to: [] }, /a condition is true or false/],
  ])('are refused with %s', (_, chain, message) => {
    expect(() => fallbackChains([chain], POOL, types)).toThrow(message);
  });

  it('say what was meant where a name is nearly right', () => {
    expect(() => fallbackChains([{ name: 'out', to: ['lage'] }], POOL, types)).toThrow(
      expect.objectContaining({ hint: 'Did you mean "large"?' }),
    );
  });
});
