import { describe, expect, it } from 'vitest';
import { allowAll } from '../harness/model.ts';
import { describeRouter } from './contract.ts';
import { mixture, mixtureKind } from './mixture.ts';

const shares = [
  { model: 'small', share: 0.7 },
  { model: 'large', share: 0.3 },
];

// The suite also fits a pool of one model.
describeRouter('mixture', () => mixture({ shares: [{ model: 'small', share: 1 }] }), { kind: mixtureKind });

describe('mixture', () => {
  const tools = { countTokens: () => 1, seed: 1 };
  const restored = mixtureKind.restore({
    kind: 'mixture',
    models: ['small', 'large'],
    params: { shares, salt: 's' },
    attachments: {},
  });
  const requests = Array.from({ length: 4000 }, (_, i) => ({
    messages: [{ role: 'user' as const, content: `request ${i}` }],
    metadata: {},
  }));

  it('gives each model its share, and a request the same model every time', async () => {
    const choose = async () => {
      const assessed = await restored.assess(requests, Array(4000).fill(allowAll(2)), tools);
      return assessed.map((assessment) => (assessment.kind === 'ranking' ? assessment.models[0] : undefined));
    };
    const first = await choose();
    expect(first.filter((model) => model === 0).length / 4000).toBeCloseTo(0.7, 1);
    expect(await choose()).toEqual(first);
  });

  it('refuses shares that do not sum to 1, and models that the pool lacks', async () => {
    expect(() => mixture({ shares: [{ model: 'small', share: 0.5 }] })).toThrow('sum to 1');
    expect(() =>
      mixtureKind.restore({ kind: 'mixture', models: ['small'], params: { shares, salt: '' }, attachments: {} }),
    ).toThrow('large');
  });
});
