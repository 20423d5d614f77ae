import { describe, expect, it } from 'vitest';
import { type Policy, policySchema } from '../../harness/policy/policy.ts';
import { policyWords } from '../../reports/policy/policy-words.ts';
import { policyChanges } from './policy-changes.ts';

const PRICE = { usdPerRequest: 0, inputUsdPerMillionTokens: 1, outputUsdPerMillionTokens: 4, source: 'card' };

function policy(change: Record<string, unknown> = {}): Policy {
  return policySchema.parse({
    schema: 'signalbox/policy',
    version: 2,
    name: 'toy',
    salt: 'toy',
    pool: [
      { id: 'small', price: PRICE, attributes: { baa: true } },
      { id: 'large', price: PRICE, attributes: { baa: false } },
    ],
    metadata: { dataClass: { type: 'string', values: ['phi', 'public'] } },
    constraints: [],
    embedder: null,
    router: { name: 'always', kind: 'fixed', params: {}, attachments: {} },
    operatingPoint: { mix: [{ tradeoff: 0, share: 1 }] },
    provenance: {
      dataset: 'toy',
      simulated: true,
      fingerprints: { dataset: 'd', prices: 'p', code: '0' },
      seed: 1,
      split: { train: 60, validate: 20, test: 20 },
    },
    ...change,
  });
}

const words = (before: Policy, after: Policy) =>
  policyChanges(before, after).map(({ part, words: text }) => `${part}: ${text}`);

describe('policyChanges', () => {
  it('finds nothing between a policy and itself', () => {
    expect(words(policy(), policy())).toEqual([]);
  });

  it('says which metadata a new constraint forbids a model for', () => {
    const after = policy({ constraints: [{ name: 'phi', allow: 'metadata.dataClass != "phi" || model.baa' }] });
    expect(words(policy(), after)).toEqual([
      'constraints: "phi" is new: metadata.dataClass != "phi" || model.baa',
      'constraints: large becomes forbidden for dataClass phi',
    ]);
    expect(words(after, policy())).toEqual([
      'constraints: "phi" no longer holds: metadata.dataClass != "phi" || model.baa',
      'constraints: large becomes allowed for dataClass phi',
    ]);
  });

  it('says what changes in pool, prices, chains, limits, sessions and operating point', () => {
    const after = policy({
      pool: [{ id: 'small', price: { ...PRICE, outputUsdPerMillionTokens: 8 }, attributes: { baa: true } }],
      failover: { chains: [{ name: 'all', to: ['small'] }] },
      limits: { budgets: [{ usd: 5, per: 'day' }] },
      sessions: 'stay',
      operatingPoint: { mix: [{ tradeoff: null, share: 1 }] },
    });
    const text = words(policy(), after).join('\n');
    expect(text).toContain('pool: large is gone');
    expect(text).toContain('small cost $1.00 in and $4.00 out per million tokens; now $1.00 in and $8.00 out');
    expect(text).toContain('failover: chain all: after whichever model was chosen, small');
    expect(text).toContain('limits: were "none"; now');
    expect(text).toContain('sessions: a conversation now keeps its model');
    expect(text).toContain('operating point: was λ = 0 for 100 %; now quality at any price for 100 %');
  });
});

describe('policyWords', () => {
  it('says first that figures are of simulated data, and who may see what', () => {
    const shown = policyWords(
      policy({ constraints: [{ name: 'phi', allow: 'metadata.dataClass != "phi" || model.baa' }] }),
      'f'.repeat(64),
    );
    expect(shown[0]!.lines[0]).toContain('SIMULATED DATA');
    const text = shown.flatMap(({ title, lines }) => [title, ...lines]).join('\n');
    expect(text).toContain('phi: metadata.dataClass != "phi" || model.baa');
    expect(text).toContain('Declared: metadata.dataClass: phi, public, …');
    expect(text).toContain('No budget and no quota.');
  });
});
