import { describe, expect, it } from 'vitest';
import { failoverSchema } from '../../failover/failover-schema.ts';
import type { Policy } from '../policy.ts';
import { analysePolicy } from './analyse-policy.ts';
import { assertChainsAllowed } from './assert-chains-allowed.ts';
import { patternText } from './patterns.ts';
import type { AnalysisInput } from './policy-analysis.ts';

const price = {
  usdPerRequest: 0,
  inputUsdPerMillionTokens: 1,
  outputUsdPerMillionTokens: 1,
  source: 'card' as const,
};
const METADATA: Policy['metadata'] = {
  dataClass: { type: 'string', values: ['public', 'phi'], closed: true },
  region: { type: 'string', values: ['us', 'eu'], closed: true },
  tier: { type: 'string', values: ['free', 'pro'] },
};
const POOL: Policy['pool'] = [
  { id: 'small', price, attributes: { baa: true, region: 'us' } },
  { id: 'large', price, attributes: { baa: false, region: 'eu' } },
];
const PHI = { name: 'phi', allow: 'metadata.dataClass != "phi" || model.baa' };
const EU = { name: 'residency', allow: 'metadata.region != "eu" || model.region == "eu"' };
const chain = (to: string[], when?: string) => ({ name: 'spare', to, ...(when === undefined ? {} : { when }) });
const input = (more: Partial<AnalysisInput>): AnalysisInput => ({
  constraints: [PHI, EU],
  pool: POOL,
  metadata: METADATA,
  ...more,
});
const failover = (...chains: ReturnType<typeof chain>[]) => failoverSchema.parse({ chains });

describe('the analysis of a policy', () => {
  it('names the requests that nobody may answer, as a pattern of the fields that matter', () => {
    const { emptyPools, combinations, sampled } = analysePolicy(input({}));
    expect(emptyPools.map(({ requests, constraints }) => [patternText(requests), constraints])).toEqual([
      ['dataClass=phi, region=eu', ['phi', 'residency']],
    ]);
    // Two fields of two values, and each left out once; the tier is not asked for.
    expect(combinations).toBe(4 + 2 + 2);
    expect(sampled).toEqual([]);
  });

  it('joins combinations that share their constraints', () => {
    const nobody = { name: 'nobody', allow: 'metadata.dataClass == "public" && metadata.region == "us"' };
    const { emptyPools } = analysePolicy(input({ constraints: [nobody] }));
    expect(emptyPools.map(({ requests }) => patternText(requests))).toEqual([
      'dataClass=any, region=eu',
      'dataClass=phi, region=us',
    ]);
  });

  it('tries a value that nobody has seen, unless the values are all', () => {
    const tiers = { name: 'tiers', allow: 'metadata.tier in ["free", "pro"]' };
    const [open] = analysePolicy(input({ constraints: [tiers] })).emptyPools;
    expect(patternText(open!.requests)).toBe('tier=(another value)');
    const closed = { ...METADATA, tier: { ...METADATA.tier!, closed: true as const } };
    expect(analysePolicy(input({ constraints: [tiers], metadata: closed })).emptyPools).toEqual([]);
  });

  it('says what a request is denied for the lack of', () => {
    expect(analysePolicy(input({ constraints: [PHI] })).missing).toEqual([
      { field: 'dataClass', constraints: ['phi'], emptyShare: 0 },
    ]);
    expect(analysePolicy(input({ constraints: [EU] })).missing).toEqual([
      { field: 'region', constraints: ['residency'], emptyShare: 0 },
    ]);
    const pro = { name: 'pro', allow: 'metadata.tier == "pro"' };
    expect(analysePolicy(input({ constraints: [pro] })).missing).toMatchObject([{ field: 'tier', emptyShare: 1 }]);
  });

  it('finds a chain that could come to a forbidden model, with the request', () => {
    const { reachable } = analysePolicy(input({ constraints: [PHI], failover: failover(chain(['large'])) }));
    expect(reachable).toEqual([
      {
        chain: 'spare',
        model: 'large',
        constraint: 'phi',
        choice: 'small',
        always: true,
        request: { dataClass: 'phi' },
      },
    ]);
    const kept = failover(chain(['large'], 'metadata.dataClass == "public"'));
    expect(analysePolicy(input({ constraints: [PHI], failover: kept })).reachable).toEqual([]);
  });

  it('does not blame a chain behind one that applies first, nor one that no choice leads to', () => {
    const first = failover(chain([], 'metadata.dataClass == "phi"'), chain(['large']));
    const { reachable } = analysePolicy(input({ constraints: [PHI], failover: first }));
    // What lacks the field meets no condition and is denied all the same.
    expect(reachable.map(({ request }) => request)).toEqual([{}]);
    const from = failoverSchema.parse({ chains: [{ name: 'spare', from: 'large', to: ['small'] }] });
    expect(analysePolicy(input({ constraints: [PHI], failover: from })).reachable).toEqual([]);
  });

  it('takes prompts, budgets and open fields by sample, and says so', () => {
    const constraints = [
      { name: 'length', allow: 'model.id == "small" || prompt.words < 50' },
      { name: 'budget', allow: 'model.id == "small" || live.remainingUsd > 1' },
      { name: 'seats', allow: 'metadata.seats < 10' },
    ];
    const metadata: Policy['metadata'] = { seats: { type: 'number' } };
    const found = analysePolicy(input({ constraints, metadata, failover: failover(chain(['large'])) }));
    expect(found.sampled).toHaveLength(3);
    expect(found.emptyPools.map(({ requests }) => requests.seats)).toEqual([
      expect.arrayContaining(['10', '11', '52']),
    ]);
    expect(found.reachable.map(({ constraint, always }) => [constraint, always])).toEqual(
      expect.arrayContaining([
        ['length', false],
        ['budget', false],
      ]),
    );
  });

  it('looks at a seeded sample where there are too many combinations', () => {
    const { combinations, sampled, emptyPools } = analysePolicy(input({ most: 3 }));
    expect(combinations).toBeLessThanOrEqual(3 + 2 + 2);
    expect(sampled).toEqual(['4 combinations: a seeded sample of 3']);
    expect(analysePolicy(input({ most: 3 })).emptyPools).toEqual(emptyPools);
  });

  it('is quick for a hundred thousand combinations, twenty constraints and eleven models', () => {
    const keys = ['a', 'b', 'c', 'd', 'e'];
    const values = Array.from({ length: 10 }, (_, i) => `v${i}`);
    const metadata = Object.fromEntries(
      keys.map((key) => [key, { type: 'string' as const, values, closed: true as const }]),
    );
    const pool = Array.from({ length: 11 }, (_, m) => ({ id: `m${m}`, price, attributes: { level: m } }));
    const constraints = Array.from({ length: 20 }, (_, c) => ({
      name: `c${c}`,
      allow: `metadata.${keys[c % 5]} != "v${c % 10}" || metadata.${keys[(c + 1) % 5]} != "v${c % 7}" || model.level > ${c % 9}`,
    }));
    const start = performance.now();
    const found = analysePolicy({ constraints, pool, metadata, failover: failover({ name: 'x', to: ['m1', 'm0'] }) });
    expect(found.combinations).toBe(100_000 + 5 * 10_000);
    expect(found.reachable.length).toBeGreaterThan(10);
    expect(performance.now() - start).toBeLessThan(10_000);
  });
});

describe('chains that could reach a forbidden model', () => {
  it('are refused with chain, model, constraint and request', () => {
    expect(() => assertChainsAllowed(input({ failover: failover(chain(['large'])), constraints: [PHI] }))).toThrow(
      'fallback chain "spare" could reach large, which "phi" forbids: a request dataClass=phi that small fails',
    );
    expect(() => assertChainsAllowed(input({ failover: failover(chain([])) }))).not.toThrow();
  });

  it('are no error where the model is forbidden at times only', () => {
    const constraints = [{ name: 'length', allow: 'model.id == "small" || prompt.words < 50' }];
    expect(() => assertChainsAllowed(input({ failover: failover(chain(['large'])), constraints }))).not.toThrow();
  });
});
