import { describe, expect, it } from 'vitest';
import { BenchError } from '../harness/bench-error.ts';
import type { RouteRequest, Scalar } from '../harness/request.ts';
import { assess, describeRouter } from './contract.ts';
import { contractTable, contractTools } from './fixtures.contract.ts';
import { type RulesOptions, rules, rulesKind } from './rules.ts';

const OPTIONS: RulesOptions = {
  rules: [
    { name: 'programs', when: 'prompt.code || prompt.text.contains("stack")', use: ['large', 'medium'] },
    { when: 'metadata.tier == "gold" && prompt.tokens > 3', use: 'medium' },
    { when: 'metadata.seats < 10', use: 'large' },
  ],
  otherwise: 'small',
};
const train = contractTable(30, 1);

describeRouter('rules', () => rules(OPTIONS), { kind: rulesKind, fitsOneModel: false });

describe('rules', () => {
  it('takes the first rule that holds, with the default as the last fallback', async () => {
    expect(await choices('a stack overflow', {})).toEqual([2, 1, 0]);
    expect(await choices('a rose is a rose is a rose', { tier: 'gold' })).toEqual([1, 0]);
    expect(await choices('hm', { tier: 'gold', seats: 3 })).toEqual([2, 0]);
    expect(await choices('hm', { tier: 'free', seats: 30 })).toEqual([0]);
  });

  it('does not match where a field is missing or of another type, and says so', async () => {
    const [assessment] = await assess(await rules(OPTIONS).fit(train, contractTools()), [
      request('hm hm hm hm hm hm', { tier: 3 }),
    ]);
    expect(assessment).toMatchObject({ models: [0] });
    expect(assessment!.why().join('\n')).toMatch(/rule 1 \(programs\): .* does not hold/);
    expect(assessment!.why().join('\n')).toMatch(/rule 2: .* undecided: Field 'tier' is not of type 'string'/);
    expect(assessment!.why().join('\n')).toMatch(/2 of 3 conditions could not be decided/);
    expect(assessment!.why().at(-1)).toBe('no rule applies, otherwise: small');
  });

  it('names the rule, the place and the fields when a condition is wrong', async () => {
    const wrong = rules({
      rules: [{ name: 'gold', when: 'metadata.teir == "gold"', use: 'small' }],
      otherwise: 'small',
    });
    const error = await wrong.fit(train, contractTools()).catch((reason) => reason);
    expect(error).toBeInstanceOf(BenchError);
    expect(error.message).toMatch(/rules: rule 1 \(gold\): condition: No such key: teir[\s\S]*\^/);
    expect(error.hint).toMatch(/metadata\.tier/);
  });

  it('names the pool when a rule uses a model that is not in it', async () => {
    const wrong = rules({ rules: [{ when: 'true', use: 'huge' }], otherwise: 'small' });
    await expect(wrong.fit(train, contractTools())).rejects.toThrow('rules: rule 1: the pool has no model "huge"');
  });

  it('refuses an option that does not exist', () => {
    expect(() => rules({ ...OPTIONS, else: 'small' } as never)).toThrow(/rules: Unrecognized key: "else"/);
  });
});

async function choices(text: string, metadata: Record<string, Scalar>) {
  const [assessment] = await assess(await rules(OPTIONS).fit(train, contractTools()), [request(text, metadata)]);
  return assessment!.kind === 'ranking' ? assessment!.models : undefined;
}

function request(content: string, metadata: Record<string, Scalar>): RouteRequest {
  return { messages: [{ role: 'user', content }], metadata };
}
